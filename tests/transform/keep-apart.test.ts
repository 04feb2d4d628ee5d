import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { compile } from "../compile.ts";

const APART = [
  "~lib/rt/tcms/__collect",
  "~lib/rt/tlsf/__alloc",
  "~lib/rt/tlsf/__free",
  "~lib/proxy-wasm-as/assembly/abi/field/isField",
  "~lib/proxy-wasm-as/assembly/abi/utf8/decodeTo",
  "~lib/proxy-wasm-as/assembly/abi/utf8/decodePoint",
  "~lib/proxy-wasm-as/assembly/abi/utf8/encodePoint",
];

test("keepApart leaves what it names functions of their own", async () => {
  const wasm = await compile("bench/filters/configured.ts");
  const module = new WebAssembly.Module(await readFile(wasm));
  const [names] = WebAssembly.Module.customSections(module, "name");
  assert.ok(names);
  const text = Buffer.from(names).toString("latin1");
  const missing = APART.filter((name) => !text.includes(name));
  assert.deepEqual(missing, []);
});
