import { Status } from "proxy-wasm-as/assembly/abi/enums";
import { LocalResponse } from "proxy-wasm-as/assembly/api/local-response";
import { findContext } from "proxy-wasm-as/assembly/context-table";
import { HttpContext } from "proxy-wasm-as/assembly/contexts/http-context";
import {
  proxy_on_context_create,
  proxy_on_delete,
  proxy_on_request_body,
  proxy_on_response_body,
  proxy_on_response_trailers,
} from "proxy-wasm-as/assembly/exports";
import { proxy_on_response_headers } from "proxy-wasm-as/assembly/exports/since-0.2.0";
import { registerHttpContext } from "proxy-wasm-as/assembly/registry";
import { openContext, readActions, reset } from "../test-host";

/** What the callbacks got, where they continue. */
let calls: string = "";
let tries: string = "";

class Stream extends HttpContext {
  onRequestBody(size: i32, endOfStream: bool): i32 {
    if (tries == "continue") {
      calls += `request body ${this.continueRequest()};`;
      calls += `request body ${this.continueRequest()};`;
    }
    return 1;
  }
  onResponseHeaders(count: i32, endOfStream: bool): i32 {
    if (tries == "continue") {
      calls += `response headers ${this.continueResponse()};`;
    }
    return 1;
  }
  onResponseBody(size: i32, endOfStream: bool): i32 {
    if (tries == "continue") {
      calls += `response body ${this.continueResponse()};`;
    }
    return 3;
  }
  onResponseTrailers(count: i32): i32 {
    if (tries == "continue") {
      calls += `response trailers ${this.continueResponse()};`;
    }
    return 0;
  }
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

describe("how far a message is", () => {
  test("HttpContext.continueRequest and HttpContext.continueResponse refuse what has not begun", () => {
    const context = findContext(2) as Stream;
    expect(context.continueRequest()).toBe(Status.BadArgument);
    expect(context.continueResponse()).toBe(Status.BadArgument);
    expect(readActions()).toBe("");
  });

  test("HttpContext.continueRequest and HttpContext.continueResponse refuse what was continued", () => {
    const context = findContext(2) as Stream;
    proxy_on_request_body(2, 5, 0);
    proxy_on_response_body(2, 5, 0);
    context.continueRequest();
    context.continueResponse();
    expect(context.continueRequest()).toBe(Status.BadArgument);
    expect(context.continueResponse()).toBe(Status.BadArgument);
    expect(readActions()).toBe("2 continue 0; 2 continue 1");
  });

  test("HttpContext.continueResponse refuses what the last callback let go on", () => {
    const context = findContext(2) as Stream;
    proxy_on_response_body(2, 5, 0);
    proxy_on_response_trailers(2, 1);
    expect(context.continueResponse()).toBe(Status.BadArgument);
    expect(readActions()).toBe("");
  });

  test("HttpContext.continueResponse refuses in a callback of headers or trailers, which returns what counts", () => {
    tries = "continue";
    proxy_on_response_headers(2, 1, 0);
    proxy_on_response_body(2, 5, 0);
    proxy_on_response_trailers(2, 1);
    expect(calls).toBe(
      "response headers 2;response body 0;response trailers 2;",
    );
    expect(readActions()).toBe("2 continue 1");
  });

  test("HttpContext.continueRequest continues in a callback, once", () => {
    tries = "continue";
    proxy_on_request_body(2, 5, 0);
    expect(calls).toBe("request body 0;request body 2;");
    const context = findContext(2) as Stream;
    expect(context.continueRequest()).toBe(Status.BadArgument);
    expect(readActions()).toBe("2 continue 0");
  });

  test("HttpContext.continueResponse and HttpContext.closeRequest refuse a stream that was just answered", () => {
    const context = findContext(2) as Stream;
    proxy_on_response_body(2, 5, 0);
    context.sendLocalResponse(new LocalResponse(403));
    expect(context.continueResponse()).toBe(Status.BadArgument);
    expect(context.closeRequest()).toBe(Status.BadArgument);
    expect(context.closeResponse()).toBe(Status.BadArgument);
    proxy_on_response_body(2, 5, 0);
    expect(context.closeResponse()).toBe(Status.Ok);
    expect(readActions()).toBe("2 local 403||||; 2 close 1");
  });
});
