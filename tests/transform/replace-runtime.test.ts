import assert from "node:assert/strict";
import { test } from "node:test";
import { compile, type CompileOptions } from "../compile.ts";
import { namesOf } from "./names-of.ts";

const CONFIGURED = "bench/filters/configured.ts";
const TRACED = { args: ["--use", "ASC_RTRACE=1"], variant: ".rtrace" };
const INCREMENTAL = { args: ["--runtime", "incremental"], variant: ".itcms" };

async function names(options: CompileOptions): Promise<string> {
  return namesOf(await compile(CONFIGURED, { target: "debug", ...options }));
}

test("replaceRuntime leaves nothing of the compiler's memory manager and collector", async () => {
  for (const target of ["debug", "release"] as const) {
    const found = await names({ target });
    assert.ok(found.includes("assembly/runtime/collector/allocateObject"));
    assert.doesNotMatch(found, /rt\/tlsf|rt\/tcms/);
  }
});

test("replaceRuntime leaves the incremental collector and traced memory alone", async () => {
  for (const options of [INCREMENTAL, TRACED]) {
    const found = await names(options);
    assert.ok(!found.includes("runtime/collector/collect"), options.variant);
    assert.match(found, /rt\/tlsf/);
  }
});
