import assert from "node:assert/strict";
import { test } from "node:test";
import { compileText } from "../compile-text.ts";
import { interfaceOf } from "../compile.ts";

const REMOVES = "env.proxy_remove_header_map_value";

/** The imports of a filter that changes the request's body, with more callbacks. */
async function importsWith(more: string): Promise<string[]> {
  const wasm = await compileText(`import {
  FilterDataStatus, FilterHeadersStatus, HttpContext, registerHttpContext,
} from "proxy-wasm-as";
class Filter extends HttpContext {
  onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    this.request.body.append("more");
    return FilterDataStatus.Continue;
  }
  ${more}
}
registerHttpContext<Filter>();
`);
  return (await interfaceOf(wasm)).imports;
}

/** A callback of headers that holds them. */
function holding(side: string): string {
  return `on${side}Headers(count: i32, endOfStream: bool): FilterHeadersStatus {
    return FilterHeadersStatus.StopIteration;
  }`;
}

test("dropHeldHeaders leaves no removal of a length to a filter that holds no headers in front of the body", async () => {
  assert.ok(!(await importsWith("")).includes(REMOVES));
  assert.ok(!(await importsWith(holding("Response"))).includes(REMOVES));
});

test("dropHeldHeaders keeps it where a callback may hold them", async () => {
  assert.ok((await importsWith(holding("Request"))).includes(REMOVES));
});
