import "../assembly/index";
import { checkRequest } from "../assembly/check-request";
import { GrpcStatus } from "proxy-wasm-as";
import { HttpStream, Plugin, startPlugin } from "proxy-wasm-as/testing";

const PATH = "/melons.v1.Melons/Pick";

function start(): Plugin {
  const plugin = startPlugin("grpc_auth", '{"cluster":"auth"}');
  plugin.host.addCluster("auth");
  return plugin;
}

function call(plugin: Plugin, path: string = PATH): HttpStream {
  return plugin
    .request("POST", path)
    .header("content-type", "application/grpc+proto")
    .header("authorization", "me")
    .send();
}

function isForbidden(plugin: Plugin, stream: HttpStream): bool {
  return (
    !stream.upstream.hasArrived &&
    stream.response.status == 200 &&
    stream.response.header("grpc-status") == "10" &&
    stream.response.header("grpc-message") == "Aborted by Proxy-Wasm!" &&
    plugin.host.logs[0].message == "Access forbidden."
  );
}

describe("grpc_auth", () => {
  test("GrpcAuth.onRequest answers 503 to a request that is not gRPC", () => {
    const response = start().get("/").response;
    expect(response.status).toBe(503);
    expect(response.text).toBe("Service accessible only to gRPC clients.\n");
    expect(response.header("powered-by")).toBe("proxy-wasm");
  });

  test("GrpcAuth.onRequest lets calls of the reflection pass", () => {
    const path = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
    expect(call(start(), path).upstream.hasArrived).toBe(true);
  });

  test("GrpcAuth lets a call pass that the service grants", () => {
    const plugin = start();
    const stream = call(plugin);
    expect(stream.upstream.hasArrived).toBe(false);
    const question = plugin.host.grpcCalls[0];
    expect(question.service).toBe("auth.v1.Auth");
    expect(question.method).toBe("Check");
    expect(question.message.join()).toBe(checkRequest(PATH, "me").join());
    question.respond();
    expect(stream.upstream.hasArrived).toBe(true);
    expect(stream.response.header("powered-by")).toBe("proxy-wasm");
    expect(plugin.host.logs[0].message).toBe("Access granted.");
  });

  test("GrpcAuth aborts a call that the service denies", () => {
    const plugin = start();
    const stream = call(plugin);
    plugin.host.grpcCalls[0].fail(GrpcStatus.PermissionDenied);
    expect(isForbidden(plugin, stream)).toBe(true);
  });

  test("GrpcAuth aborts a call where the service breaks off or says nothing", () => {
    const broken = start();
    const first = call(broken);
    broken.host.grpcCalls[0].breakOff();
    expect(isForbidden(broken, first)).toBe(true);
    const silent = start();
    const second = call(silent);
    silent.host.advance(1000);
    expect(isForbidden(silent, second)).toBe(true);
  });

  test("GrpcAuth aborts a call where there is no such cluster", () => {
    const plugin = startPlugin("grpc_auth", '{"cluster":"auth"}');
    expect(isForbidden(plugin, call(plugin))).toBe(true);
  });

  test("GrpcAuth forgets the question where the client has left", () => {
    const plugin = start();
    call(plugin).reset();
    expect(plugin.host.grpcCalls.length).toBe(0);
  });

  test("checkRequest encodes two texts by Protocol Buffers", () => {
    const bytes = checkRequest("/ä", "x".repeat(300));
    expect(bytes.subarray(0, 5).join()).toBe("10,3,47,195,164");
    expect(bytes.subarray(5, 9).join()).toBe("18,172,2,120");
    expect(bytes.length).toBe(5 + 3 + 300);
    expect(checkRequest("", "").join()).toBe("10,0,18,0");
  });

  test("Plugin.onConfigure refuses what names no cluster", () => {
    expect(startPlugin("grpc_auth").refusal).not.toBeNull();
  });
});
