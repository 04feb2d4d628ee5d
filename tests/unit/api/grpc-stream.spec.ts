import { Status } from "proxy-wasm-as/assembly/abi/enums";
import {
  abandonCallouts,
  pendingCallouts,
} from "proxy-wasm-as/assembly/api/callout";
import { GrpcStream } from "proxy-wasm-as/assembly/api/grpc-stream";
import { HttpContext } from "proxy-wasm-as/assembly/contexts/http-context";
import { GrpcStream as ServedStream } from "proxy-wasm-as/testing/grpc-stream";
import { blocksLost } from "../blocks";
import { arrayHex, hex } from "../bytes";
import { callCount, hostState, reset } from "../test-host";

function waiter(): HttpContext {
  const context = new HttpContext();
  context.sdkId = 7;
  return context;
}

function stream(): GrpcStream {
  return new GrpcStream("chat", "a.Chat", "Talk");
}

function opened(): GrpcStream {
  const open = stream();
  open.open(waiter());
  return open;
}

/** The streams that have reached the proxy and are open there. */
function served(): ServedStream[] {
  return hostState().host.grpcStreams;
}

beforeEach(() => {
  reset();
  hostState().host.addCluster("chat");
  hostState().host.addCluster("a");
});
afterEach(() => abandonCallouts(7));

describe("GrpcStream", () => {
  test("GrpcStream.open, GrpcStream.target and GrpcStream.metadata make the stream", () => {
    const first = stream().metadata("x-a", "é");
    expect(first.open(waiter())).toBe(Status.Ok);
    expect(served()[0].cluster).toBe("chat");
    expect(served()[0].service).toBe("a.Chat");
    expect(served()[0].method).toBe("Talk");
    expect(served()[0].initialMetadata.join()).toBe("x-a: é");
    const target = Uint8Array.wrap(hex("0a030a0161"));
    expect(stream().target(target).open(waiter())).toBe(Status.Ok);
    expect(served()[1].cluster).toBe("a");
    expect(served()[1].initialMetadata.length).toBe(0);
    expect(pendingCallouts()).toBe(2);
  });

  test("GrpcStream.open refuses what is open, empty or bad, and nothing is pending", () => {
    const name = Uint8Array.wrap(String.UTF8.encode("empty"));
    expect(stream().target(name).open(waiter())).toBe(Status.BadArgument);
    const bad = stream().metadata("x", "\n");
    expect(bad.open(waiter())).toBe(Status.BadArgument);
    const nobody = new GrpcStream("", "a.Chat", "Talk");
    expect(nobody.open(waiter())).toBe(Status.BadArgument);
    expect(callCount("proxy_grpc_stream")).toBe(0);
    const unknown = new GrpcStream("unknown", "a.Chat", "Talk");
    expect(unknown.open(waiter())).toBe(Status.InternalFailure);
    expect(pendingCallouts()).toBe(0);
    const open = opened();
    expect(open.open(waiter())).toBe(Status.BadArgument);
    expect(pendingCallouts()).toBe(1);
  });

  test("GrpcStream.send and GrpcStream.close tell the host, and GrpcStream.isOpen stays", () => {
    const open = opened();
    const closed = opened();
    expect(open.isOpen).toBe(true);
    expect(open.send(Uint8Array.wrap(hex("61")))).toBe(Status.Ok);
    expect(served()[0].hasEnded).toBe(false);
    expect(open.send(Uint8Array.wrap(hex("62")), true)).toBe(Status.Ok);
    expect(served()[0].hasEnded).toBe(true);
    expect(arrayHex(served()[0].messages[0])).toBe("61");
    expect(arrayHex(served()[0].messages[1])).toBe("62");
    expect(closed.close()).toBe(Status.Ok);
    expect(served()[1].hasEnded).toBe(true);
    expect(open.isOpen && closed.isOpen).toBe(true);
  });

  test("GrpcStream.cancel ends the stream, once", () => {
    const open = opened();
    expect(open.cancel()).toBe(Status.Ok);
    expect(open.isOpen).toBe(false);
    expect(open.cancel()).toBe(Status.NotFound);
    expect(served().length).toBe(0);
    expect(callCount("proxy_grpc_cancel")).toBe(1);
    expect(open.open(waiter())).toBe(Status.Ok);
  });

  test("GrpcStream.send, close and cancel answer NotFound where it is not open", () => {
    const closed = stream();
    expect(closed.isOpen).toBe(false);
    expect(closed.send(new Uint8Array(0))).toBe(Status.NotFound);
    expect(closed.close()).toBe(Status.NotFound);
    expect(closed.cancel()).toBe(Status.NotFound);
    expect(callCount("proxy_grpc_send")).toBe(0);
    expect(callCount("proxy_grpc_close")).toBe(0);
    expect(callCount("proxy_grpc_cancel")).toBe(0);
  });

  test("GrpcStream is cancelled when its context ends", () => {
    const open = opened();
    abandonCallouts(7);
    expect(served().length).toBe(0);
    expect(open.isOpen).toBe(false);
  });

  test("GrpcStream.open and cancel leave nothing behind", () => {
    const lost = blocksLost(() => {
      opened().cancel();
    });
    expect(lost).toBe(0);
  });
});
