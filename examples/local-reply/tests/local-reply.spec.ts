import "../assembly/index";
import { startPlugin } from "proxy-wasm-as/testing";

describe("local_reply", () => {
  test("LocalReply.onRequestHeaders answers /hello, whatever its query", () => {
    const stream = startPlugin("local_reply").get("/hello?name=a");
    expect(stream.upstream.hasArrived).toBe(false);
    expect(stream.response.status).toBe(200);
    expect(stream.response.header("hello")).toBe("World");
    expect(stream.response.header("powered-by")).toBe("proxy-wasm");
    expect(stream.response.text).toBe("Hello, World!\n");
  });

  test("LocalReply.onRequestHeaders refuses coffee", () => {
    const stream = startPlugin("local_reply").get("/coffee");
    expect(stream.response.status).toBe(418);
    expect(stream.response.text).toBe("I'm a teapot.\n");
    expect(stream.details).toBe("teapot");
  });

  test("LocalReply.onRequestHeaders refuses /admin and what is below", () => {
    const plugin = startPlugin("local_reply");
    const response = plugin.get("/admin/users").response;
    expect(response.status).toBe(403);
    expect(response.header("content-type")).toBe("application/json");
    expect(response.text).toBe('{"error":"not for you"}\n');
    expect(plugin.get("/admin").response.status).toBe(403);
    expect(plugin.get("/administration").response.status).toBe(200);
  });

  test("LocalReply.onRequestHeaders leaves everything else to the server", () => {
    const plugin = startPlugin("local_reply");
    expect(plugin.get("/").upstream.hasArrived).toBe(true);
    expect(plugin.get("/hello/you").upstream.hasArrived).toBe(true);
  });
});
