import "../assembly/index";
import { PluginSettings } from "proxy-wasm-as/testing";

const METADATA = [
  "metadata",
  "filter_metadata",
  "envoy.filters.http.lua",
  "uppercased-custom-metadata",
];

function settings(): PluginSettings {
  return new PluginSettings("filter_metadata");
}

describe("filter_metadata", () => {
  test("FilterMetadata answers with the metadata of another filter", () => {
    const plugin = settings().property(METADATA, "SOME-VALUE").start();
    const response = plugin.get("/").response;
    expect(response.status).toBe(200);
    expect(response.header("powered-by")).toBe("proxy-wasm");
    expect(response.header("uppercased-metadata")).toBe("SOME-VALUE");
    expect(response.text).toBe(
      'Custom response with Envoy metadata: "SOME-VALUE"\n',
    );
  });

  test("FilterMetadata lets requests without metadata pass", () => {
    const stream = settings().noProperty(METADATA).start().get("/");
    expect(stream.upstream.hasArrived).toBe(true);
    expect(stream.response.header("powered-by")).toBeNull();
  });

  test("FilterMetadata lets requests pass whose metadata no header can have", () => {
    const plugin = settings().property(METADATA, "A\r\nB").start();
    expect(plugin.get("/").upstream.hasArrived).toBe(true);
    expect(plugin.host.logs.length).toBe(1);
  });
});
