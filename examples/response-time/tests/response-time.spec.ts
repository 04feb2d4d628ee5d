import "../assembly/index";
import { startPlugin } from "proxy-wasm-as/testing";

describe("response_time", () => {
  test("ResponseTime.onLog records the milliseconds to a response's end", () => {
    const plugin = startPlugin("response_time");
    const stream = plugin.httpStream();
    const headers = [
      [":method", "GET"],
      [":path", "/"],
      [":authority", "example.com"],
    ];
    stream.requestHeaders(headers, true);
    plugin.host.advance(100);
    stream.responseHeaders([[":status", "200"]]);
    plugin.host.advance(20);
    stream.responseBody("hello", true);
    plugin.get("/");
    expect(plugin.host.samples("response_time_ms").join()).toBe("120,0");
  });
});
