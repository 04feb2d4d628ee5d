import { Status } from "proxy-wasm-as/assembly/abi/enums";
import {
  abandonCallouts,
  pendingCallouts,
} from "proxy-wasm-as/assembly/api/callout";
import { GrpcCall } from "proxy-wasm-as/assembly/api/grpc-call";
import { HttpContext } from "proxy-wasm-as/assembly/contexts/http-context";
import { GrpcCall as SentCall } from "proxy-wasm-as/testing/grpc-call";
import { blocksLost } from "../blocks";
import { arrayHex, hex } from "../bytes";
import { callCount, hostState, reset } from "../test-host";

function waiter(): HttpContext {
  const context = new HttpContext();
  context.sdkId = 7;
  return context;
}

function send(call: GrpcCall): Status {
  return call.send<HttpContext>(waiter(), (self, response) => {});
}

function call(): GrpcCall {
  return new GrpcCall("auth", "a.Auth", "Check");
}

/** The calls that have reached the proxy. */
function sent(): SentCall[] {
  return hostState().host.grpcCalls;
}

beforeEach(() => {
  reset();
  hostState().host.addCluster("auth");
  hostState().host.addCluster("a");
});
afterEach(() => abandonCallouts(7));

describe("GrpcCall", () => {
  test("GrpcCall.send asks the cluster, with an empty message, within five seconds", () => {
    expect(send(call())).toBe(Status.Ok);
    expect(sent()[0].cluster).toBe("auth");
    expect(sent()[0].service).toBe("a.Auth");
    expect(sent()[0].method).toBe("Check");
    expect(sent()[0].initialMetadata.length).toBe(0);
    expect(sent()[0].message.length).toBe(0);
    expect(sent()[0].timeout).toBe(5_000);
    expect(pendingCallouts()).toBe(1);
  });

  test("GrpcCall.target, GrpcCall.metadata, GrpcCall.message and GrpcCall.timeout make the call", () => {
    const target = Uint8Array.wrap(hex("0a030a0161 1801"));
    const full = call()
      .target(target)
      .metadata("x-e", "b")
      .metadata("x-a", "é")
      .message(Uint8Array.wrap(hex("616263")).subarray(1))
      .timeout(20);
    expect(send(full)).toBe(Status.Ok);
    expect(sent()[0].cluster).toBe("a");
    expect(sent()[0].initialMetadata.join()).toBe("x-e: b,x-a: é");
    expect(arrayHex(sent()[0].message)).toBe("6263");
    expect(sent()[0].timeout).toBe(20);
  });

  test("GrpcCall.send and GrpcCall.dispatch refuse before the host is asked, and nothing is pending", () => {
    const name = Uint8Array.wrap(String.UTF8.encode("empty"));
    expect(send(call().target(name))).toBe(Status.BadArgument);
    expect(send(call().metadata("x", "\n"))).toBe(Status.BadArgument);
    expect(send(call().metadata(":path", "/"))).toBe(Status.BadArgument);
    expect(send(call().metadata("host", "b"))).toBe(Status.BadArgument);
    expect(send(call().metadata("a/b", "c"))).toBe(Status.BadArgument);
    const noService = new GrpcCall("a", "", "Check");
    expect(send(noService)).toBe(Status.BadArgument);
    const noMethod = new GrpcCall("a", "a.Auth", "Check it");
    expect(send(noMethod)).toBe(Status.BadArgument);
    const nobody = new GrpcCall("", "a.Auth", "Check");
    expect(nobody.dispatch(waiter())).toBe(Status.BadArgument);
    expect(callCount("proxy_grpc_call")).toBe(0);
    expect(pendingCallouts()).toBe(0);
  });

  test("GrpcCall.send hands on what the host refuses, and nothing is pending", () => {
    const unknown = new GrpcCall("unknown", "a.Auth", "Check");
    expect(send(unknown)).toBe(Status.InternalFailure);
    expect(pendingCallouts()).toBe(0);
  });

  test("GrpcCall is cancelled when its context ends", () => {
    call().dispatch(waiter());
    expect(sent().length).toBe(1);
    abandonCallouts(7);
    expect(sent().length).toBe(0);
  });

  test("GrpcCall.send and what cancels it leave nothing behind", () => {
    const lost = blocksLost(() => {
      send(call().metadata("x", "y"));
      abandonCallouts(7);
    });
    expect(lost).toBe(0);
  });
});
