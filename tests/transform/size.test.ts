import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { compile } from "../compile.ts";

/** Bytes of all sections whose name begins with one of the compiler's two. */
function customSize(bytes: Uint8Array<ArrayBuffer>): number {
  const module = new WebAssembly.Module(bytes);
  const names = ["name", "sourceMappingURL"];
  return names
    .flatMap((name) => WebAssembly.Module.customSections(module, name))
    .reduce((sum, section) => sum + section.byteLength, 0);
}

test("add-header for release is at most 8 KB, and 6.5 KB without custom sections", async () => {
  const wasm = await compile("examples/add-header/assembly/index.ts");
  const bytes = new Uint8Array(await readFile(wasm));
  assert.ok(bytes.length <= 8192, `${bytes.length} bytes`);
  const rest = bytes.length - customSize(bytes);
  assert.ok(rest <= 6656, `${rest} bytes without custom sections`);
});

test("add-header for release names its functions", async () => {
  const wasm = await compile("examples/add-header/assembly/index.ts");
  const module = new WebAssembly.Module(await readFile(wasm));
  const [names] = WebAssembly.Module.customSections(module, "name");
  assert.ok(names);
  assert.match(Buffer.from(names).toString("latin1"), /proxy_on_response_head/);
});
