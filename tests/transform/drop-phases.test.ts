import assert from "node:assert/strict";
import { test } from "node:test";
import { moduleSize } from "../../bench/module-size.ts";
import { compileText } from "../compile-text.ts";

/** The size of a filter that answers, with a word in a comment. */
async function sizeWith(word: string): Promise<number> {
  const wasm = await compileText(`import {
  FilterHeadersStatus, HttpContext, LocalResponse, registerHttpContext,
} from "proxy-wasm-as";
class Filter extends HttpContext {
  private seen: i32 = 0;
  // ${word}
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.seen = count;
    this.sendLocalResponse(new LocalResponse(403));
    return FilterHeadersStatus.Continue;
  }
}
registerHttpContext<Filter>();
`);
  return moduleSize(wasm).code;
}

test("dropPhases leaves none to a filter whose text neither continues nor closes its streams", async () => {
  const without = await sizeWith("resets the request");
  for (const word of [
    "continueRequest",
    "continueResponse",
    "continueStream",
    "closeRequest",
    "closeResponse",
    "closeStream",
  ]) {
    assert.ok((await sizeWith(word)) > without, word);
  }
});
