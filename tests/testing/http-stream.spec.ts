import "./filter";
import { Answer, HttpStream, startPlugin } from "proxy-wasm-as/testing";

function open(): HttpStream {
  return startPlugin("plugin").httpStream();
}

describe("Plugin.request", () => {
  test("Exchange.send sends everything that was described, part by part", () => {
    const stream = startPlugin("plugin")
      .request("PUT", "/%C3%BC")
      .authority("melon.test")
      .header("A", "é")
      .header("a", "2")
      .body("hel")
      .body("lo")
      .trailer("t", "1")
      .send();
    const upstream = stream.upstream;
    expect(upstream.header(":method")).toBe("PUT");
    expect(upstream.header(":path")).toBe("/%C3%BC");
    expect(upstream.header(":authority")).toBe("melon.test");
    expect(upstream.headerAll("a").join()).toBe("é,2");
    expect(upstream.trailer("t")).toBe("1");
  });

  test("Exchange.answer sets the upstream's response, which is a 200 by default", () => {
    const plugin = startPlugin("plugin");
    const answer = new Answer(404)
      .header("a", "1")
      .body("not ")
      .bodyBytes(Uint8Array.wrap(String.UTF8.encode("-here-")).subarray(1, 5))
      .trailer("t", "2");
    const response = plugin.request("GET", "/").answer(answer).send().response;
    expect(response.status).toBe(404);
    expect(response.header("A")).toBe("1");
    expect(response.text).toBe("not here");
    expect(response.trailers.join()).toBe("t: 2,seen: 1");
    expect(plugin.get("/").response.status).toBe(200);
  });

  test("Exchange.send returns a stream with a local response and its details", () => {
    const stream = startPlugin("plugin").get("/no");
    expect(stream.upstream.hasArrived).toBe(false);
    expect(stream.response.status).toBe(403);
    expect(stream.response.text).toBe("nö");
    expect(stream.details).toBe("no");
    expect(stream.outcome).toBe("complete");
  });
});

describe("HttpStream, part by part", () => {
  test("HttpStream.requestBody is held until the filter continues the request", () => {
    const stream = open();
    stream.requestHeaders([
      [":method", "POST"],
      [":path", "/"],
      [":authority", "a"],
      [":scheme", "http"],
    ]);
    expect(stream.upstream.hasArrived).toBe(true);
    stream.requestBody("hel");
    expect(stream.upstream.text).toBe("");
    stream.requestBody("lo", true);
    expect(stream.upstream.text).toBe("HELLO");
    expect(stream.upstream.body.length).toBe(5);
    expect(stream.upstream.hasEnded).toBe(true);
    expect(stream.outcome).toBe("open");
    stream.responseHeaders([[":status", "201"]]);
    stream.responseBody("ok");
    stream.responseTrailers([["t", "1"]]);
    expect(stream.response.headers[0]).toBe(":status: 201");
    expect(stream.response.text).toBe("ok");
    expect(stream.response.trailer("seen")).toBe("1");
    expect(stream.outcome).toBe("complete");
  });

  test("HttpStream.reset resets the stream", () => {
    const stream = open();
    stream.requestHeaders([
      [":method", "GET"],
      [":path", "/"],
    ]);
    stream.reset();
    expect(stream.outcome).toBe("reset");
    expect(stream.response.hasArrived).toBe(false);
    expect(stream.response.status).toBe(0);
    expect(stream.response.header("a")).toBeNull();
  });

  throws("HttpStream.responseHeaders fails the test before the request", () => {
    open().responseHeaders([[":status", "200"]]);
  });
});
