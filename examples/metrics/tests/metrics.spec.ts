import "../assembly/index";
import { Plugin, startPlugin } from "proxy-wasm-as/testing";

function send(plugin: Plugin, value: string): void {
  plugin.request("GET", "/").header("my-custom-header", value).send();
}

function counted(plugin: Plugin, value: string): u64 {
  return plugin.host.metric("custom_header_value_counts", [
    ["value", value],
    ["reporter", "proxywasmas"],
  ]);
}

describe("metrics", () => {
  test("Metrics.onRequestHeaders counts each configured value by itself", () => {
    const plugin = startPlugin("metrics", '{"values":["foo","bar"]}');
    for (let i = 0; i < 3; i++) send(plugin, "foo");
    send(plugin, "bar");
    expect(counted(plugin, "foo")).toBe(3);
    expect(counted(plugin, "bar")).toBe(1);
    expect(counted(plugin, "other")).toBe(0);
  });

  test("Metrics.count counts all other values as one", () => {
    const plugin = startPlugin("metrics", '{"values":["foo"]}');
    send(plugin, "a");
    send(plugin, "");
    expect(counted(plugin, "other")).toBe(2);
    expect(counted(plugin, "a")).toBe(0);
  });

  test("Metrics.onRequestHeaders counts nothing without the header", () => {
    const plugin = startPlugin("metrics", '{"values":[]}');
    expect(plugin.get("/").response.status).toBe(200);
    expect(counted(plugin, "other")).toBe(0);
  });

  test("Plugin.onConfigure refuses what has no values", () => {
    expect(startPlugin("metrics").refusal).not.toBeNull();
    expect(startPlugin("metrics", '{"values":[1]}').refusal).not.toBeNull();
  });
});
