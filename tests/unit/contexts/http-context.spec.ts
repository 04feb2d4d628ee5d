import { BufferType, MapType, Status } from "proxy-wasm-as/assembly/abi/enums";
import { FilterTrailersStatus } from "proxy-wasm-as/assembly/abi/filter-status";
import {
  beginEntry,
  endEntry,
} from "proxy-wasm-as/assembly/runtime/host-entry";
import { LocalResponse } from "proxy-wasm-as/assembly/api/local-response";
import { findContext } from "proxy-wasm-as/assembly/context-table";
import { ContextKind } from "proxy-wasm-as/assembly/contexts/context";
import { HttpContext } from "proxy-wasm-as/assembly/contexts/http-context";
import {
  proxy_on_context_create,
  proxy_on_delete,
  proxy_on_done,
  proxy_on_log,
  proxy_on_request_body,
  proxy_on_request_metadata,
  proxy_on_request_trailers,
  proxy_on_response_body,
  proxy_on_response_metadata,
  proxy_on_response_trailers,
} from "proxy-wasm-as/assembly/exports";
import { registerHttpContext } from "proxy-wasm-as/assembly/registry";
import { hex } from "../bytes";
import {
  addHeader,
  callCount,
  effectiveContext,
  openContext,
  readActions,
  reset,
  setBuffer,
} from "../test-host";

/** What was called, with its arguments. */
let calls: string = "";
/** What the callbacks try: nothing, "close", or "all". */
let tries: string = "";

class Stream extends HttpContext {
  onRequestBody(size: i32, endOfStream: bool): i32 {
    calls += `request body ${size} ${endOfStream};`;
    return 1;
  }
  onRequestTrailers(count: i32): FilterTrailersStatus {
    calls += `request trailers ${count};`;
    return FilterTrailersStatus.StopIteration;
  }
  onRequestMetadata(count: i32): i32 {
    calls += `request metadata ${count};`;
    return 0;
  }
  onResponseBody(size: i32, endOfStream: bool): i32 {
    calls += `response body ${size} ${endOfStream};`;
    return 3;
  }
  onResponseTrailers(count: i32): FilterTrailersStatus {
    calls += `response trailers ${count};`;
    if (tries == "close") this.closeResponse();
    return FilterTrailersStatus.Continue;
  }
  onResponseMetadata(count: i32): i32 {
    calls += `response metadata ${count};`;
    return 0;
  }
  onLog(): void {
    if (tries == "all") this.tryAll();
  }
  onDone(): bool {
    if (tries == "all") this.tryAll();
    return true;
  }
  tryAll(): void {
    const statuses: Status[] = [
      this.activate(),
      this.continueRequest(),
      this.continueResponse(),
      this.closeRequest(),
      this.closeResponse(),
      this.sendLocalResponse(new LocalResponse(200)),
    ];
    calls += statuses.join() + ";";
  }
}

function stream(): Stream {
  const context = new Stream();
  context.sdkId = 2;
  context.sdkKind = ContextKind.Http;
  return context;
}

beforeAll(() => registerHttpContext<Stream>());

beforeEach(() => {
  reset();
  calls = "";
  tries = "";
  openContext(2);
  proxy_on_context_create(1, 0);
  proxy_on_context_create(2, 1);
});

afterEach(() => {
  proxy_on_delete(2);
  proxy_on_delete(1);
});

describe("HttpContext.request and response", () => {
  test("HttpContext.request is the request, HttpContext.response the response", () => {
    addHeader(MapType.RequestHeaders, ":path", "/");
    addHeader(MapType.ResponseHeaders, ":status", "200");
    expect(stream().request.headers.get(":path")).toBe("/");
    expect(stream().response.headers.get(":status")).toBe("200");
  });

  test("HttpMessage.body is the body of the request or of the response", () => {
    setBuffer(BufferType.HttpRequestBody, hex("61"));
    setBuffer(BufferType.HttpResponseBody, hex("62"));
    expect(stream().request.body.text()).toBe("a");
    expect(stream().response.body.text()).toBe("b");
  });

  test("HttpMessage.trailers are those of the request or of the response", () => {
    addHeader(MapType.RequestTrailers, "a", "1");
    addHeader(MapType.ResponseTrailers, "a", "2");
    expect(stream().request.trailers.get("a")).toBe("1");
    expect(stream().response.trailers.get("a")).toBe("2");
  });
});

describe("what HttpContext does to its stream", () => {
  test("HttpContext.continueRequest and HttpContext.continueResponse activate and continue what is stopped", () => {
    const context = findContext(2) as Stream;
    proxy_on_request_body(2, 5, 0);
    proxy_on_response_body(2, 5, 0);
    expect(context.continueRequest()).toBe(Status.Ok);
    expect(context.continueResponse()).toBe(Status.Ok);
    expect(readActions()).toBe("2 continue 0; 2 continue 1");
  });

  test("HttpContext.closeRequest and HttpContext.closeResponse activate and close", () => {
    expect(stream().closeRequest()).toBe(Status.Ok);
    expect(stream().closeResponse()).toBe(Status.Ok);
    expect(readActions()).toBe("2 close 0; 2 close 1");
  });

  test("HttpContext.sendLocalResponse activates and sends", () => {
    const response = new LocalResponse(403).text("no");
    expect(stream().sendLocalResponse(response)).toBe(Status.Ok);
    expect(readActions()).toBe("2 local 403||no||");
  });

  test("HttpContext.sendLocalResponse refuses what LocalResponse.send refuses", () => {
    const status = stream().sendLocalResponse(new LocalResponse(99));
    expect(status).toBe(Status.BadArgument);
    expect(effectiveContext()).toBe(2);
    expect(readActions()).toBe("");
  });

  test("Context.activate asks the proxy once an entry, and again after a nested one", () => {
    const context = stream();
    beginEntry();
    expect(context.activate()).toBe(Status.Ok);
    expect(context.closeRequest()).toBe(Status.Ok);
    context.sdkKind = ContextKind.Http;
    expect(callCount("proxy_set_effective_context")).toBe(1);
    beginEntry();
    expect(context.activate()).toBe(Status.Ok);
    expect(callCount("proxy_set_effective_context")).toBe(2);
    endEntry();
    expect(context.activate()).toBe(Status.Ok);
    expect(callCount("proxy_set_effective_context")).toBe(3);
    endEntry();
    beginEntry();
    expect(context.activate()).toBe(Status.Ok);
    expect(callCount("proxy_set_effective_context")).toBe(4);
    endEntry();
  });

  test("Context.activate asks the proxy where another context was made active", () => {
    const context = stream();
    openContext(7);
    const other = new Stream();
    other.sdkId = 7;
    beginEntry();
    context.activate();
    other.activate();
    context.activate();
    expect(effectiveContext()).toBe(2);
    context.sdkId = 99;
    expect(context.activate()).toBe(Status.BadArgument);
    context.sdkId = 2;
    expect(context.activate()).toBe(Status.Ok);
    expect(callCount("proxy_set_effective_context")).toBe(5);
    endEntry();
  });

  test("Context.activate refuses a stream that is gone, as does all that acts on it", () => {
    const context = stream();
    context.sdkId = 99;
    context.tryAll();
    expect(calls).toBe("2,2,2,2,2,2;");
    expect(readActions()).toBe("");
  });

  test("HttpContext.closeRequest refuses a stream that was closed", () => {
    const context = stream();
    context.closeRequest();
    context.tryAll();
    expect(calls).toBe("2,2,2,2,2,2;");
    expect(readActions()).toBe("2 close 0");
  });

  test("Context.onLog and Context.onDone can do nothing to a stream that ends", () => {
    tries = "all";
    proxy_on_log(2);
    proxy_on_done(2);
    expect(calls).toBe("2,2,2,2,2,2;2,2,2,2,2,2;");
    expect(readActions()).toBe("");
  });

  test("Context.onLog leaves a stream as it was", () => {
    proxy_on_log(2);
    expect(proxy_on_request_trailers(2, 1)).toBe(1);
  });
});

describe("the callbacks of HttpContext", () => {
  test("HttpContext.onRequestBody and HttpContext.onResponseBody get size and end", () => {
    expect(proxy_on_request_body(2, 5, 0)).toBe(1);
    expect(proxy_on_response_body(2, 0, 1)).toBe(3);
    expect(calls).toBe("request body 5 false;response body 0 true;");
  });

  test("HttpContext.onRequestTrailers and HttpContext.onResponseTrailers get a count", () => {
    expect(proxy_on_request_trailers(2, 1)).toBe(1);
    expect(proxy_on_response_trailers(2, 2)).toBe(0);
    expect(calls).toBe("request trailers 1;response trailers 2;");
  });

  test("HttpContext.onRequestMetadata and HttpContext.onResponseMetadata get a count", () => {
    expect(proxy_on_request_metadata(2, 1)).toBe(0);
    expect(proxy_on_response_metadata(2, 2)).toBe(0);
    expect(calls).toBe("request metadata 1;response metadata 2;");
  });

  test("HttpContext.onResponseTrailers stops where it closed the stream", () => {
    tries = "close";
    expect(proxy_on_response_trailers(2, 1)).toBe(1);
  });

  test("callbacks of an unknown context continue", () => {
    expect(proxy_on_request_body(99, 1, 1)).toBe(0);
    expect(proxy_on_response_body(99, 1, 1)).toBe(0);
    expect(proxy_on_request_trailers(99, 1)).toBe(0);
    expect(proxy_on_response_trailers(99, 1)).toBe(0);
    expect(proxy_on_request_metadata(99, 1)).toBe(0);
    expect(proxy_on_response_metadata(99, 1)).toBe(0);
  });
});
