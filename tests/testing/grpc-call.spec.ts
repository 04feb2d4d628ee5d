import { GrpcStatus } from "proxy-wasm-as";
import { HttpStream, Plugin, startPlugin } from "proxy-wasm-as/testing";
import { bytesOf, textOf } from "./bytes";
import "./filter";

/** Starts the plugin in a proxy that has the cluster which it calls. */
function start(): Plugin {
  const plugin = startPlugin("plugin");
  plugin.host.addCluster("other");
  return plugin;
}

describe("GrpcCall", () => {
  test("GrpcCall.respond answers the filter's call", () => {
    const plugin = start();
    const stream = plugin.get("/grpc");
    expect(stream.upstream.hasArrived).toBe(false);
    const call = plugin.host.grpcCalls[0];
    expect(call.cluster).toBe("other");
    expect(call.service).toBe("test.Auth");
    expect(call.method).toBe("Check");
    expect(call.metadata("X-A")).toBe("é");
    expect(call.metadata("x-c")).toBeNull();
    expect(call.initialMetadata.join()).toBe("x-a: é,x-b: 2");
    expect(textOf(call.message)).toBe("quéstion");
    expect(call.timeout).toBe(500);
    expect(call.isPending).toBe(true);
    call.respond(bytesOf("-yés-").subarray(1, 5));
    expect(stream.upstream.header("answer")).toBe("0  yés");
    expect(call.isPending).toBe(false);
    expect(plugin.host.grpcCalls.length).toBe(0);
  });

  test("GrpcCall.fail answers with a status and a message", () => {
    const plugin = start();
    const streams: HttpStream[] = [plugin.get("/grpc"), plugin.get("/grpc")];
    plugin.host.grpcCalls[1].fail(GrpcStatus.PermissionDenied, "nö");
    expect(streams[1].upstream.header("answer")).toBe("7 nö ");
    plugin.host.grpcCalls[0].fail(GrpcStatus.Aborted);
    expect(streams[0].upstream.header("answer")).toBe("10  ");
  });

  test("GrpcCall.breakOff gives the filter the proxy's own status", () => {
    const plugin = start();
    const stream = plugin.get("/grpc");
    plugin.host.grpcCalls[0].breakOff();
    const answer = stream.upstream.header("answer")!;
    expect(answer.startsWith("14 upstream connect error")).toBe(true);
  });

  test("ProxyHost.advance lets a gRPC call time out", () => {
    const plugin = start();
    const stream = plugin.get("/grpc");
    plugin.host.advance(499);
    expect(plugin.host.grpcCalls.length).toBe(1);
    plugin.host.advance(1);
    const answer = stream.upstream.header("answer");
    expect(answer).toBe("14 upstream request timeout ");
  });

  test("GrpcCall.isPending is false once the filter's stream has ended", () => {
    const plugin = start();
    const stream = plugin.get("/grpc");
    const call = plugin.host.grpcCalls[0];
    stream.reset();
    expect(call.isPending).toBe(false);
  });

  throws("GrpcCall.respond fails the test where the call has ended", () => {
    const plugin = start();
    plugin.get("/grpc");
    const call = plugin.host.grpcCalls[0];
    call.respond();
    call.respond();
  });
});
