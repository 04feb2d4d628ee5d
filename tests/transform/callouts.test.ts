import assert from "node:assert/strict";
import { test } from "node:test";
import { compileText } from "../compile-text.ts";
import { interfaceOf } from "../compile.ts";

const GRPC = ["proxy_on_grpc_close", "proxy_on_grpc_receive"];

/** A filter whose callback runs statements. */
function filter(statements: string): string {
  return `import {
  FilterHeadersStatus, GrpcCall, GrpcStream, HttpCall, HttpContext,
  registerHttpContext,
} from "proxy-wasm-as";
class Filter extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    ${statements}
    return FilterHeadersStatus.Continue;
  }
}
registerHttpContext<Filter>();
`;
}

async function calloutsOf(text: string) {
  const { imports, exports } = await interfaceOf(await compileText(text));
  const pattern = /proxy_(on_)?(http_call|grpc)/;
  return {
    imports: imports.filter((name) => pattern.test(name)).toSorted(),
    exports: exports.filter((name) => pattern.test(name)).toSorted(),
  };
}

test("pruneCallbacks keeps no callback of callouts where no source names one", async () => {
  const text = filter("").replace(/GrpcCall, GrpcStream, HttpCall, /, "");
  assert.deepEqual(await calloutsOf(text), { imports: [], exports: [] });
});

test("pruneCallbacks keeps the answer to HTTP calls where a source names HttpCall", async () => {
  const text = filter(
    'new HttpCall("a").path("/").send<Filter>(this, (self, response) => {});',
  ).replace(/GrpcCall, GrpcStream, /, "");
  assert.deepEqual(await calloutsOf(text), {
    imports: ["env.proxy_http_call"],
    exports: ["proxy_on_http_call_response"],
  });
});

test("pruneCallbacks keeps the answer to unary calls where a source names GrpcCall", async () => {
  const text = filter(
    'new GrpcCall("a", "b", "c").send<Filter>(this, (self, response) => {});',
  ).replace(/GrpcStream, HttpCall, /, "");
  assert.deepEqual(await calloutsOf(text), {
    imports: ["env.proxy_grpc_call", "env.proxy_grpc_cancel"],
    exports: GRPC,
  });
});

test("pruneCallbacks keeps the metadata of streams where a source has a function for it", async () => {
  const text = filter(`new GrpcStream("a", "b", "c")
    .onInitialMetadata<Filter>((self, stream, metadata) => {})
    .open(this);`).replace(/GrpcCall, |HttpCall, /g, "");
  assert.deepEqual(await calloutsOf(text), {
    imports: ["env.proxy_grpc_cancel", "env.proxy_grpc_stream"],
    exports: [...GRPC, "proxy_on_grpc_receive_initial_metadata"],
  });
});
