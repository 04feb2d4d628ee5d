import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { compile, type CompileOptions } from "../compile.ts";

const CONFIGURED = "bench/filters/configured.ts";
const FREE_SMALL = "abi/small-blocks/freeSmall";
const TRACED = { args: ["--use", "ASC_RTRACE=1"], variant: ".rtrace" };
const INCREMENTAL = { args: ["--runtime", "incremental"], variant: ".itcms" };

async function names(options: CompileOptions): Promise<string> {
  const wasm = await compile(CONFIGURED, { target: "debug", ...options });
  const module = new WebAssembly.Module(await readFile(wasm));
  const [names] = WebAssembly.Module.customSections(module, "name");
  return Buffer.from(names).toString("latin1");
}

test("keepSmallBlocks has the minimal collector free blocks by their size", async () => {
  assert.ok((await names({})).includes(FREE_SMALL));
});

test("keepSmallBlocks leaves the incremental collector and traced memory alone", async () => {
  for (const options of [INCREMENTAL, TRACED]) {
    assert.ok(!(await names(options)).includes(FREE_SMALL), options.variant);
  }
});
