import "../assembly/index";
import { HttpStream, startPlugin } from "proxy-wasm-as/testing";

function post(chunks: string[], configuration: string = ""): HttpStream {
  const plugin = startPlugin("body_search", configuration);
  const exchange = plugin.request("POST", "/");
  for (let i = 0; i < chunks.length; i++) exchange.body(chunks[i]);
  return exchange.send();
}

describe("body_search", () => {
  test("SearchBody answers 403 where a chunk has the pattern", () => {
    const stream = post([
      "chunk1...",
      "chunk2...",
      "chunk3...",
      "chunk4 with pattern ...",
    ]);
    expect(stream.response.status).toBe(403);
    expect(stream.response.header("powered-by")).toBe("proxy-wasm-as");
    expect(stream.response.text).toBe("pattern found in chunk: 4");
    // Parts go on once they were searched; the one with the pattern does not.
    expect(stream.upstream.text).toBe("chunk1...chunk2...chunk3...");
    expect(stream.upstream.hasEnded).toBe(false);
  });

  test("SearchBody finds a pattern across chunks", () => {
    const response = post(["...pa", "t", "tern..."]).response;
    expect(response.status).toBe(403);
    expect(response.text).toBe("pattern found in chunk: 3");
  });

  test("SearchBody lets a body without the pattern pass whole", () => {
    const stream = post(["patter", "patte", "rn"].slice(0, 2));
    expect(stream.response.status).toBe(200);
    expect(stream.upstream.text).toBe("patterpatte");
  });

  test("SearchBody lets a request without a body, or with trailers, pass", () => {
    expect(post([]).response.status).toBe(200);
    const plugin = startPlugin("body_search");
    const request = plugin.request("POST", "/").body("a").trailer("x-t", "1");
    expect(request.send().upstream.text).toBe("a");
    expect(plugin.host.logs[0].message).toBe("pattern not found");
  });

  test("Plugin.onConfigure takes another pattern, of any bytes", () => {
    expect(post(["x 世", "界 y"], "世界").response.status).toBe(403);
    expect(post(["pattern"], "世界").response.status).toBe(200);
  });
});
