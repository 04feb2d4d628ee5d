import { Status } from "proxy-wasm-as/assembly/abi/enums";
import { GrpcStatus } from "proxy-wasm-as/assembly/abi/grpc-status";
import { pendingCallouts } from "proxy-wasm-as/assembly/api/callout";
import { GrpcCall } from "proxy-wasm-as/assembly/api/grpc-call";
import { GrpcStream } from "proxy-wasm-as/assembly/api/grpc-stream";
import { HttpCall } from "proxy-wasm-as/assembly/api/http-call";
import {
  proxy_on_grpc_close,
  proxy_on_grpc_receive,
  proxy_on_grpc_receive_initial_metadata,
  proxy_on_grpc_receive_trailing_metadata,
  proxy_on_http_call_response,
} from "proxy-wasm-as/assembly/exports";
import { GrpcStream as ServedStream, ProxyHost } from "proxy-wasm-as/testing";
import { blocksLost } from "../blocks";
import { hex } from "../bytes";
import {
  end,
  Plugin,
  record,
  recorded,
  run,
  start,
  Stream,
} from "./calling-filter";

export * from "proxy-wasm-as/assembly/entry";

// What Envoy gives the first of its kind in a VM. No proxy answers twice, or for a
// number that it has not given; the module is told so by its own exports.
const FIRST_HTTP: u32 = 4;
const FIRST_UNARY: u32 = 5;
const FIRST_STREAM: u32 = 6;
const UNKNOWN: u32 = 99;

let host: ProxyHost = start();

function ask(self: Stream): void {
  new HttpCall("a").path("/").send<Stream>(self, (self, response) => {
    record(`function ${self.path} ${response.status}`);
  });
}

function answer(index: i32): void {
  host.httpCalls[index].respond();
}

function served(): ServedStream {
  return host.grpcStreams[0];
}

function allOf(stream: ServedStream): void {
  stream.sendInitialMetadata([["x", "1"]]);
  stream.sendMessage(Uint8Array.wrap(hex("61")));
  stream.sendMessage(Uint8Array.wrap(hex("61")));
  stream.close(GrpcStatus.NotFound, "why", [["x", "2"]]);
}

/** Tells the module more of a stream than any proxy does. */
function moreOf(stream: u32): void {
  proxy_on_grpc_receive_initial_metadata(1, stream, 1);
  proxy_on_grpc_receive(1, stream, 1);
  proxy_on_grpc_receive_trailing_metadata(1, stream, 1);
  proxy_on_grpc_close(1, stream, 5);
}

function withFunctions(stream: GrpcStream): GrpcStream {
  return stream
    .onInitialMetadata<Stream>((self, stream, metadata) => {
      record(`function ${self.path} initial ` + metadata.get("x")!);
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

beforeEach(() => {
  host = start();
});

afterEach(() => {
  end();
  expect(pendingCallouts()).toBe(0);
});

describe("proxy_on_http_call_response", () => {
  test("HttpCall.send answers to the function, with its context active, once", () => {
    run("/a", (self) => ask(self));
    answer(0);
    proxy_on_http_call_response(1, FIRST_HTTP, 1, 0, 0);
    proxy_on_http_call_response(1, UNKNOWN, 1, 0, 0);
    expect(recorded()).toBe("function /a 200;");
  });

  test("HttpCall.dispatch answers to Context.onHttpCallResponse with the call", () => {
    run("/a", (self) => {
      const call = new HttpCall("a").path("/");
      self.call = call;
      call.dispatch(self);
    });
    answer(0);
    expect(recorded()).toBe("method /a true 200;");
  });

  test("HttpCall.send answers to a plugin", () => {
    run("/a", (self) => {
      const call = new HttpCall("a").path("/");
      call.send<Plugin>(self.root as Plugin, (self, response) => {
        record(`${self.name} ${response.status}`);
      });
    });
    answer(0);
    expect(recorded()).toBe("plugin 200;");
  });

  test("HttpCall.send from an answer is answered, in any order", () => {
    run("/a", (self) => {
      ask(self);
      ask(self);
      new HttpCall("a").path("/").send<Stream>(self, (self, response) => {
        ask(self);
      });
    });
    for (let last = 2; last >= 0; last--) answer(last);
    answer(0);
    expect(recorded()).toBe("function /a 200;".repeat(3));
  });

  test("HttpCall drops the answer of a context that was deleted", () => {
    run("/a", (self) => ask(self));
    end();
    expect(pendingCallouts()).toBe(0);
    answer(0);
    expect(recorded()).toBe("");
  });

  test("HttpCall drops the answer of a context that the host has ended", () => {
    run("/a", (self) => ask(self));
    host.refuse("proxy_set_effective_context", Status.BadArgument);
    answer(0);
    expect(recorded()).toBe("");
    expect(pendingCallouts()).toBe(0);
  });

  test("HttpCall.send and its answer leave nothing behind", () => {
    const lost = blocksLost(() => {
      run("/a", (self) => ask(self));
      answer(0);
      end();
      recorded();
    });
    expect(lost).toBe(0);
  });
});

describe("gRPC callbacks", () => {
  test("GrpcCall.send answers to the function, and GrpcCall.dispatch to Context.onGrpcCallResponse", () => {
    run("/a", (self) => {
      const call = new GrpcCall("a", "b", "c");
      call.send<Stream>(self, (self, response) => {
        record(`function ${self.path} ${<i32>response.status}`);
      });
      call.dispatch(self);
    });
    host.grpcCalls[0].respond();
    proxy_on_grpc_receive(1, FIRST_UNARY, 0);
    host.grpcCalls[0].fail(GrpcStatus.NotFound, "why");
    proxy_on_grpc_close(1, FIRST_UNARY + 4, 5);
    expect(recorded()).toBe("function /a 0;method /a 5 why;");
  });

  test("GrpcCall drops the answer of a context that was deleted, and cancels the call", () => {
    run("/a", (self) => {
      new GrpcCall("a", "b", "c").dispatch(self);
    });
    const call = host.grpcCalls[0];
    end();
    expect(call.isPending).toBe(false);
    proxy_on_grpc_receive(1, FIRST_UNARY, 0);
    expect(recorded()).toBe("");
  });

  test("GrpcStream.onInitialMetadata, GrpcStream.onMessage, GrpcStream.onTrailingMetadata and GrpcStream.onClose are called", () => {
    run("/a", (self) => {
      withFunctions(new GrpcStream("a", "b", "c")).open(self);
    });
    allOf(served());
    moreOf(FIRST_STREAM);
    expect(recorded()).toBe(
      "function /a initial 1;function message a;function message a;" +
        "function trailing 2;function close 5 why false;",
    );
  });

  test("Context.onGrpcStreamInitialMetadata, Context.onGrpcStreamMessage, Context.onGrpcStreamTrailingMetadata and Context.onGrpcStreamClose are called without functions", () => {
    run("/a", (self) => {
      new GrpcStream("a", "b", "c").open(self);
    });
    allOf(served());
    expect(recorded()).toBe(
      "initial 1;message a;message a;trailing 2;close 5 why false;",
    );
  });

  test("GrpcStream drops what comes after cancel, and after its context was deleted", () => {
    run("/a", (self) => {
      const cancelled = new GrpcStream("a", "b", "c");
      cancelled.open(self);
      cancelled.cancel();
      new GrpcStream("a", "b", "c").open(self);
    });
    moreOf(FIRST_STREAM);
    const deleted = served();
    end();
    expect(deleted.isPending).toBe(false);
    moreOf(FIRST_STREAM + 4);
    expect(recorded()).toBe("");
  });

  test("GrpcStream drops what comes where the host has ended its context", () => {
    run("/a", (self) => {
      new GrpcStream("a", "b", "c").open(self);
    });
    host.refuse("proxy_set_effective_context", Status.BadArgument);
    allOf(served());
    expect(recorded()).toBe("");
    expect(pendingCallouts()).toBe(0);
  });
});
