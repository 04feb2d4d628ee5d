import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { compileText } from "../compile-text.ts";
import { Driven } from "../module/drive.ts";
import { compile } from "../compile.ts";

const ADD_HEADER = "examples/add-header/assembly/index.ts";

async function holds(wasm: string, text: string): Promise<boolean> {
  return (await readFile(wasm)).includes(Buffer.from(text, "utf16le"));
}

test("dropRuntimeMessages drops the memory manager's texts from a release, not from a debug build", async () => {
  const text = "No block is larger than a gigabyte";
  assert.ok(!(await holds(await compile(ADD_HEADER), text)));
  const debug = await compile(ADD_HEADER, { target: "debug" });
  assert.ok(await holds(debug, text));
});

test("dropRuntimeMessages leaves a module that traps where a block is freed twice", async () => {
  const wasm = await compileText(`import {
  FilterHeadersStatus, HttpContext, registerHttpContext,
} from "proxy-wasm-as";
class Twice extends HttpContext {
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const block = heap.alloc(8);
    heap.free(block);
    heap.free(block);
    return FilterHeadersStatus.Continue;
  }
}
registerHttpContext<Twice>("twice");
`);
  const module = await Driven.load(wasm);
  assert.throws(() => module.begin(), WebAssembly.RuntimeError);
});

test("dropRuntimeMessages leaves a module that traps where the host asks for gigabytes", async () => {
  const bytes = await readFile(await compile(ADD_HEADER));
  const module = new WebAssembly.Module(bytes);
  const imports = WebAssembly.Module.imports(module).map(({ name }) => name);
  const env = Object.fromEntries(imports.map((name) => [name, () => 0]));
  const { exports } = new WebAssembly.Instance(module, { env });
  const malloc = exports.malloc as (size: number) => number;
  for (const size of [0x4000_0000, 0x7fff_ffff, 0xffff_fff8, 0xffff_ffff]) {
    assert.throws(() => malloc(size), WebAssembly.RuntimeError);
  }
});
