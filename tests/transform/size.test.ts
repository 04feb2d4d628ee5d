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

for (const [name, limit] of [
  ["examples/add-header/assembly/index.ts", 5632],
  ["bench/filters/add-header.ts", 3072],
] as const) {
  test(`${name} for release is at most ${limit} bytes without custom sections`, async () => {
    const bytes = new Uint8Array(await readFile(await compile(name)));
    const rest = bytes.length - customSize(bytes);
    assert.ok(rest <= limit, `${rest} bytes`);
  });
}

test("add-header for release names its functions", async () => {
  const wasm = await compile("examples/add-header/assembly/index.ts");
  const module = new WebAssembly.Module(await readFile(wasm));
  const [names] = WebAssembly.Module.customSections(module, "name");
  assert.ok(names);
  assert.match(Buffer.from(names).toString("latin1"), /proxy_on_response_head/);
});
