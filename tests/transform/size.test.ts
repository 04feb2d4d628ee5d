import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { moduleSize } from "../../bench/module-size.ts";
import { compile } from "../compile.ts";

for (const [name, limit] of [
  ["examples/add-header/assembly/index.ts", 5500],
  ["bench/filters/add-header.ts", 2600],
  ["bench/filters/six-settings.ts", 9900],
] as const) {
  test(`${name} for release is at most ${limit} bytes without custom sections`, async () => {
    const { code } = moduleSize(await compile(name));
    assert.ok(code <= limit, `${code} bytes`);
  });
}

test("add-header for release names its functions", async () => {
  const wasm = await compile("examples/add-header/assembly/index.ts");
  const module = new WebAssembly.Module(await readFile(wasm));
  const [names] = WebAssembly.Module.customSections(module, "name");
  assert.ok(names);
  assert.match(Buffer.from(names).toString("latin1"), /proxy_on_response_head/);
});
