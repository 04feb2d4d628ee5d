import assert from "node:assert/strict";
import { test } from "node:test";
import { compileText } from "../compile-text.ts";
import { Driven } from "../module/drive.ts";

test("dropRootClearing leaves a memory manager that finds what is free", async () => {
  const module = await Driven.load(
    await compileText(`import {
  FilterHeadersStatus, HttpContext, registerHttpContext,
} from "proxy-wasm-as";
const BLOCKS: usize[] = [];
class Blocks extends HttpContext {
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    for (let size = 1; size < 100_000; size *= 2) BLOCKS.push(heap.alloc(size));
    while (BLOCKS.length > 0) heap.free(BLOCKS.pop());
    return FilterHeadersStatus.Continue;
  }
}
registerHttpContext<Blocks>("blocks");
`),
  );
  module.serve(100);
  const { pages } = module;
  module.serve(10_000);
  assert.equal(module.pages, pages);
});
