import assert from "node:assert/strict";
import { test } from "node:test";
import { compileText } from "../compile-text.ts";
import { interfaceOf } from "../compile.ts";

/** Tells whether a filter that makes a call reads the clock; `use` runs then. */
async function readsClock(use: string): Promise<boolean> {
  const wasm = await compileText(`import {
  FilterHeadersStatus, HttpCall, HttpContext, log, registerHttpContext,
} from "proxy-wasm-as";
class Filter extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    new HttpCall("auth").path("/").send<Filter>(this, (self, response) => {
      ${use}
    });
    return FilterHeadersStatus.StopIteration;
  }
}
registerHttpContext<Filter>();
`);
  const { imports } = await interfaceOf(wasm);
  return imports.some((name) => name.endsWith(".clock_time_get"));
}

test("dropCallTimes leaves no clock to a filter that asks for no outcome", async () => {
  assert.equal(
    await readsClock("log.info(response.status.toString());"),
    false,
  );
});

test("dropCallTimes keeps the clock where a source asks for the outcome", async () => {
  assert.equal(
    await readsClock("log.info(response.outcome.toString());"),
    true,
  );
});

test("dropCallTimes keeps the clock where a source asks for the failure", async () => {
  assert.equal(await readsClock("log.info(response\n.failure);"), true);
});
