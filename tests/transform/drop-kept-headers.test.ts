import assert from "node:assert/strict";
import { test } from "node:test";
import { compileText } from "../compile-text.ts";
import { namesOf } from "./names-of.ts";

/** Tells whether a filter that does something with a request keeps headers. */
async function keepsHeaders(statements: string, rest = ""): Promise<boolean> {
  const wasm = await compileText(`import {
  FilterHeadersStatus, HeaderMap, HttpContext, log, registerHttpContext,
} from "proxy-wasm-as";
class Filter extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const headers = this.request.headers;
    ${statements}
    return FilterHeadersStatus.Continue;
  }
  ${rest}
}
registerHttpContext<Filter>();
`);
  return (await namesOf(wasm)).includes("kept-headers/");
}

test("dropKeptHeaders leaves no copy to filters that read fewer than three headers in each callback", async () => {
  assert.equal(await keepsHeaders('headers.set("a", "b");'), false);
  assert.equal(
    await keepsHeaders(
      'headers.get("a"); headers.has("b");',
      `onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
        this.response.headers.getBytes("c");
        this.response.headers.entries();
        return FilterHeadersStatus.Continue;
      }`,
    ),
    false,
  );
});

test("dropKeptHeaders leaves nothing to collect to a filter that only asks whether there is a header", async () => {
  const wasm = await compileText(`import {
  FilterHeadersStatus, HttpContext, registerHttpContext,
} from "proxy-wasm-as";
class Filter extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const headers = this.request.headers;
    if (headers.has("a")) headers.set("b", "c");
    return FilterHeadersStatus.Continue;
  }
}
registerHttpContext<Filter>();
`);
  assert.doesNotMatch(
    await namesOf(wasm),
    /collection-schedule|collector\/(mark|sweep)/,
  );
});

test("dropKeptHeaders keeps the copy where a callback reads three headers, or more in a loop or in functions", async () => {
  const KEEPING = [
    'headers.get("a"); headers.has("b"); headers.getAll("c");',
    "for (let i = 0; i < count; i++) headers.get(i.toString());",
    "this.each(headers); this.each(headers); this.each(headers);",
  ];
  const each = `private each(headers: HeaderMap): void {
    if (headers.get("a") != null) log.info("a");
  }`;
  for (const statements of KEEPING) {
    assert.equal(await keepsHeaders(statements, each), true, statements);
  }
});
