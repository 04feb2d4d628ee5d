import { BufferType, MapType, Status } from "proxy-wasm-as/assembly/abi/enums";
import { GrpcStatus } from "proxy-wasm-as/assembly/abi/grpc-status";
import { isInTurn } from "proxy-wasm-as/assembly/abi/turn";
import { pendingCallouts } from "proxy-wasm-as/assembly/api/callout";
import { BodyView } from "proxy-wasm-as/assembly/api/body-view";
import { GrpcCall } from "proxy-wasm-as/assembly/api/grpc-call";
import { GrpcCallResponse } from "proxy-wasm-as/assembly/api/grpc-call-response";
import { GrpcStream } from "proxy-wasm-as/assembly/api/grpc-stream";
import { HeaderMap } from "proxy-wasm-as/assembly/api/header-map";
import { HttpCall } from "proxy-wasm-as/assembly/api/http-call";
import { HttpCallResponse } from "proxy-wasm-as/assembly/api/http-call-response";
import { HttpContext } from "proxy-wasm-as/assembly/contexts/http-context";
import { RootContext } from "proxy-wasm-as/assembly/contexts/root-context";
import {
  proxy_on_context_create,
  proxy_on_delete,
  proxy_on_grpc_close,
  proxy_on_grpc_receive,
  proxy_on_grpc_receive_initial_metadata,
  proxy_on_grpc_receive_trailing_metadata,
  proxy_on_http_call_response,
} from "proxy-wasm-as/assembly/exports";
import {
  httpContext,
  registerRootContext,
  rootContext,
} from "proxy-wasm-as/assembly/registry";
import { blocksLost } from "../blocks";
import { hex } from "../bytes";
import { lastToken, readCallouts, reset } from "../callouts";
import {
  addHeader,
  closeContext,
  effectiveContext,
  openContext,
  setBuffer,
  setStatusMessage,
} from "../test-host";

const HTTP = 0;
const UNARY = 1;
const STREAM = 2;

/** What was called, with its arguments. */
let calls: string = "";

function record(call: string): void {
  calls += (isInTurn() ? "" : "not in turn: ") + call + ";";
}

class Plugin extends RootContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  call: HttpCall | null = null;

  onHttpCallResponse(call: HttpCall, response: HttpCallResponse): void {
    record(`method ${this.id} ${call == this.call} ${response.status}`);
  }
  onGrpcCallResponse(call: GrpcCall, response: GrpcCallResponse): void {
    record(`method ${this.id} ${<i32>response.status} ${response.message}`);
  }
  onGrpcStreamInitialMetadata(stream: GrpcStream, metadata: HeaderMap): void {
    record("initial " + metadata.get("x")!);
  }
  onGrpcStreamMessage(stream: GrpcStream, message: BodyView): void {
    record("message " + message.text());
  }
  onGrpcStreamTrailingMetadata(stream: GrpcStream, metadata: HeaderMap): void {
    record("trailing " + metadata.get("x")!);
  }
  onGrpcStreamClose(
    stream: GrpcStream,
    status: GrpcStatus,
    message: string,
  ): void {
    record(`close ${<i32>status} ${message} ${stream.isOpen}`);
  }
}

function stream(): Stream {
  return changetype<Stream>(httpContext(2));
}

function ask(): u32 {
  new HttpCall("a").path("/").send<Stream>(stream(), (self, response) => {
    record(`function ${self.id} ${response.status}`);
  });
  return lastToken(HTTP);
}

function answer(token: u32): void {
  proxy_on_http_call_response(1, token, 1, 0, 0);
}

function allOf(stream: u32): void {
  addHeader(MapType.GrpcReceiveInitialMetadata, "x", "1");
  proxy_on_grpc_receive_initial_metadata(1, stream, 1);
  setBuffer(BufferType.GrpcReceiveBuffer, hex("61"));
  proxy_on_grpc_receive(1, stream, 1);
  proxy_on_grpc_receive(1, stream, 1);
  addHeader(MapType.GrpcReceiveTrailingMetadata, "x", "2");
  proxy_on_grpc_receive_trailing_metadata(1, stream, 1);
  setStatusMessage("why{details}");
  proxy_on_grpc_close(1, stream, 5);
}

function withFunctions(stream: GrpcStream): GrpcStream {
  return stream
    .onInitialMetadata<Stream>((self, stream, metadata) => {
      record(`function ${self.id} initial ` + metadata.get("x")!);
    })
    .onMessage<Stream>((self, stream, message) => {
      record("function message " + message.text());
    })
    .onTrailingMetadata<Stream>((self, stream, metadata) => {
      record("function trailing " + metadata.get("x")!);
    })
    .onClose<Stream>((self, stream, status, message) => {
      record(`function close ${<i32>status} ${message} ${stream.isOpen}`);
    });
}

beforeAll(() => registerRootContext<Plugin>("plugin"));

beforeEach(() => {
  reset();
  calls = "";
  openContext(1);
  openContext(2);
  proxy_on_context_create(1, 0);
  proxy_on_context_create(2, 1);
  addHeader(MapType.HttpCallResponseHeaders, ":status", "200");
});

afterEach(() => {
  proxy_on_delete(2);
  proxy_on_delete(1);
  expect(pendingCallouts()).toBe(0);
});

describe("proxy_on_http_call_response", () => {
  test("HttpCall.send answers to the function, with its context active, once", () => {
    const token = ask();
    answer(token);
    expect(effectiveContext()).toBe(2);
    answer(token);
    answer(99);
    expect(calls).toBe("function 2 200;");
  });

  test("HttpCall.dispatch answers to Context.onHttpCallResponse with the call", () => {
    const call = new HttpCall("a").path("/");
    stream().call = call;
    call.dispatch(stream());
    answer(lastToken(HTTP));
    expect(calls).toBe("method 2 true 200;");
  });

  test("HttpCall.send answers to a plugin", () => {
    const call = new HttpCall("a").path("/");
    call.send<RootContext>(rootContext(1)!, (self, response) => {
      record(`plugin ${self.id}`);
    });
    answer(lastToken(HTTP));
    expect(calls).toBe("plugin 1;");
  });

  test("HttpCall.send from an answer is answered, in any order", () => {
    const first = ask();
    const second = ask();
    new HttpCall("a").path("/").send<Stream>(stream(), (self, response) => {
      ask();
    });
    answer(lastToken(HTTP));
    answer(lastToken(HTTP));
    answer(second);
    answer(first);
    expect(calls).toBe("function 2 200;".repeat(3));
  });

  test("HttpCall drops the answer of a context that was deleted", () => {
    const token = ask();
    proxy_on_delete(2);
    expect(pendingCallouts()).toBe(0);
    answer(token);
    expect(calls).toBe("");
  });

  test("HttpCall drops the answer of a context that the host has ended", () => {
    const token = ask();
    closeContext(2);
    answer(token);
    expect(calls).toBe("");
    expect(pendingCallouts()).toBe(0);
  });

  test("HttpCall.send and its answer leave nothing behind", () => {
    const lost = blocksLost(() => {
      answer(ask());
      readCallouts();
      calls = "";
    });
    expect(lost).toBe(0);
  });
});

describe("gRPC callbacks", () => {
  test("GrpcCall.send answers to the function, and GrpcCall.dispatch to Context.onGrpcCallResponse", () => {
    const call = new GrpcCall("a", "b", "c");
    call.send<Stream>(stream(), (self, response) => {
      record(`function ${self.id} ${<i32>response.status}`);
    });
    proxy_on_grpc_receive(1, lastToken(UNARY), 0);
    proxy_on_grpc_receive(1, lastToken(UNARY), 0);
    call.dispatch(stream());
    setStatusMessage("why{details}");
    proxy_on_grpc_close(1, lastToken(UNARY), 5);
    proxy_on_grpc_close(1, lastToken(UNARY), 5);
    expect(calls).toBe("function 2 0;method 2 5 why;");
  });

  test("GrpcCall drops the answer of a context that was deleted, and cancels the call", () => {
    const call = new GrpcCall("a", "b", "c");
    expect(call.dispatch(stream())).toBe(Status.Ok);
    const token = lastToken(UNARY);
    readCallouts();
    proxy_on_delete(2);
    expect(readCallouts()).toBe(`cancel ${token}`);
    proxy_on_grpc_receive(1, token, 0);
    expect(calls).toBe("");
  });

  test("GrpcStream.onInitialMetadata, GrpcStream.onMessage, GrpcStream.onTrailingMetadata and GrpcStream.onClose are called", () => {
    withFunctions(new GrpcStream("a", "b", "c")).open(stream());
    allOf(lastToken(STREAM));
    allOf(lastToken(STREAM));
    expect(calls).toBe(
      "function 2 initial 1;function message a;function message a;" +
        "function trailing 2;function close 5 why false;",
    );
  });

  test("Context.onGrpcStreamInitialMetadata, Context.onGrpcStreamMessage, Context.onGrpcStreamTrailingMetadata and Context.onGrpcStreamClose are called without functions", () => {
    new GrpcStream("a", "b", "c").open(stream());
    allOf(lastToken(STREAM));
    expect(calls).toBe(
      "initial 1;message a;message a;trailing 2;close 5 why false;",
    );
  });

  test("GrpcStream drops what comes after cancel, and after its context was deleted", () => {
    const cancelled = new GrpcStream("a", "b", "c");
    cancelled.open(stream());
    cancelled.cancel();
    allOf(lastToken(STREAM));
    new GrpcStream("a", "b", "c").open(stream());
    proxy_on_delete(2);
    allOf(lastToken(STREAM));
    expect(calls).toBe("");
  });

  test("GrpcStream drops what comes where the host has ended its context", () => {
    new GrpcStream("a", "b", "c").open(stream());
    closeContext(2);
    allOf(lastToken(STREAM));
    expect(calls).toBe("");
    expect(pendingCallouts()).toBe(0);
  });
});
