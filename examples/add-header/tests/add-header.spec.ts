import "../assembly/index";
import { startPlugin } from "proxy-wasm-as/testing";

describe("add_header", () => {
  test("AddHeader.onResponseHeaders sets hello to the configuration", () => {
    const stream = startPlugin("add_header", "melon").get("/");
    expect(stream.response.status).toBe(200);
    expect(stream.response.header("hello")).toBe("melon");
  });

  test("Plugin.onConfigure falls back to world, and says so in the log", () => {
    const plugin = startPlugin("add_header");
    expect(plugin.get("/").response.header("hello")).toBe("world");
    expect(plugin.host.logs[0].message).toBe("saying hello: world");
  });
});
