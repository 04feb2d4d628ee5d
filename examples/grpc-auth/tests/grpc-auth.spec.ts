import "../assembly/index";
import { checkRequest } from "../assembly/check-request";
import { HttpStream, startPlugin } from "proxy-wasm-as/testing";

function call(path: string): HttpStream {
  return startPlugin("grpc_auth", '{"cluster":"auth"}')
    .request("POST", path)
    .header("content-type", "application/grpc+proto")
    .send();
}

describe("grpc_auth", () => {
  test("GrpcAuth.onRequestHeaders answers 503 to what is no gRPC", () => {
    const plugin = startPlugin("grpc_auth", '{"cluster":"auth"}');
    const response = plugin.get("/").response;
    expect(response.status).toBe(503);
    expect(response.text).toBe("Service accessible only to gRPC clients.\n");
    expect(response.header("powered-by")).toBe("proxy-wasm");
  });

  test("GrpcAuth.onRequestHeaders lets calls of the reflection pass", () => {
    const path = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
    expect(call(path).upstream.hasArrived).toBe(true);
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
