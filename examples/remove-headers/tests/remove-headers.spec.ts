import "../assembly/index";
import { Answer, Message, startPlugin } from "proxy-wasm-as/testing";

function responseFor(configuration: string): Message {
  const answer = new Answer()
    .header("Server-Timing", "db;dur=53")
    .header("x-envoy-a", "1")
    .header("x-envoy-a", "2")
    .header("x-kept", "3");
  const plugin = startPlugin("remove_headers", configuration);
  return plugin.request("GET", "/").answer(answer).send().response;
}

describe("remove_headers", () => {
  test("RemoveHeaders.onResponseHeaders removes all values by prefix", () => {
    const response = responseFor("server-,x-envoy");
    expect(response.header("server-timing")).toBeNull();
    expect(response.header("x-envoy-a")).toBeNull();
    expect(response.header("x-kept")).toBe("3");
  });

  test("Plugin.onConfigure takes prefixes in any case, with spaces and gaps", () => {
    const response = responseFor(" SERVER- ,, X-Envoy-,");
    expect(response.header("server-timing")).toBeNull();
    expect(response.header("x-envoy-a")).toBeNull();
    expect(response.header("x-kept")).toBe("3");
  });

  test("Plugin.removes spares pseudo-headers", () => {
    expect(responseFor(":,x-").status).toBe(200);
  });

  test("RemoveHeaders without a configuration removes nothing", () => {
    const response = responseFor("");
    expect(response.headerAll("x-envoy-a").length).toBe(2);
  });
});
