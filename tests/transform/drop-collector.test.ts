import assert from "node:assert/strict";
import { test } from "node:test";
import { moduleSize } from "../../bench/module-size.ts";
import { compileText } from "../compile-text.ts";
import { Driven } from "../module/drive.ts";

/** A stateless filter with a value for its header, and something before it. */
function filter(value: string, before = ""): Promise<string> {
  return compileText(`import {
  FilterHeadersStatus, HttpContext, registerHttpContext,
} from "proxy-wasm-as";
${before}
class Filter extends HttpContext {
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.response.headers.set("hello", ${value});
    return FilterHeadersStatus.Continue;
  }
}
registerHttpContext<Filter>("filter");
`);
}

test("dropCollector leaves a filter that allocates nothing below 3 KB", async () => {
  const { code } = moduleSize(await filter('"world"'));
  assert.ok(code <= 3072, `${code} bytes without custom sections`);
});

const ALLOCATING: [what: string, value: string, before?: string][] = [
  ["a callback", "count.toString()"],
  [
    "a function that a callback calls",
    "text(count)",
    "function text(count: i32): string { return count.toString(); }",
  ],
  [
    "a function in a variable",
    "text(count)",
    "let text: (count: i32) => string = (count) => count.toString();",
  ],
  ["an answer of the host", 'this.response.headers.get("a") ?? "b"'],
];

for (const [what, value, before] of ALLOCATING) {
  test(`dropCollector keeps the collector where ${what} allocates`, async () => {
    const module = await Driven.load(await filter(value, before));
    module.serve(20_000);
    const { pages } = module;
    module.serve(200_000);
    assert.equal(module.pages, pages);
  });
}
