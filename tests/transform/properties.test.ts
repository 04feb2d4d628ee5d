import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { compile, interfaceOf } from "../compile.ts";

test("a filter that reads one property has only its path, and only its import", async () => {
  const wasm = await compile("tests/transform/filters/one-property.ts");
  const text = (await readFile(wasm)).toString("latin1");
  assert.ok(text.includes("response\0code"));
  assert.ok(!text.includes("request\0"));
  assert.ok(!text.includes("response\0code_details"));
  assert.ok(!text.includes("plugin_name"));
  const { imports } = await interfaceOf(wasm);
  assert.deepEqual(imports.toSorted(), ["env.proxy_get_property"]);
});
