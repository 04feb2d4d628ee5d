import "../assembly/index";
import { Answer, startPlugin } from "proxy-wasm-as/testing";

describe("fan_out", () => {
  test("FanOut.onResponse holds the response until all calls have ended", () => {
    const plugin = startPlugin("fan_out", '{"cluster":"httpbin"}');
    plugin.host.addCluster("httpbin");
    const answer = new Answer(201).body("hello");
    const stream = plugin.request("GET", "/").answer(answer).send();
    const calls = plugin.host.httpCalls;
    expect(calls.length).toBe(10);
    for (let i = 9; i > 1; i--) calls[i].respond();
    calls[1].fail();
    expect(stream.response.hasArrived).toBe(false);
    expect(plugin.host.logs[8].message).toBe("pending dispatched requests: 1");
    plugin.host.advance(5_000);
    expect(stream.response.status).toBe(201);
    expect(stream.response.header("total-dispatched")).toBe("10");
    expect(stream.response.text).toBe("hello");
    const line = "response resumed after processed 10 dispatched request";
    expect(plugin.host.logs[9].message).toBe(line);
  });

  test("FanOut.onResponse sends its calls in the trace of the request", () => {
    const plugin = startPlugin("fan_out", '{"cluster":"httpbin"}');
    plugin.host.addCluster("httpbin");
    const parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    plugin.request("GET", "/").header("traceparent", parent).send();
    expect(plugin.host.httpCalls[9].header("traceparent")).toBe(parent);
    plugin.get("/");
    expect(plugin.host.httpCalls[19].header("traceparent")).toBeNull();
  });

  test("FanOut.onResponse runs no further for a stream whose client has gone", () => {
    const plugin = startPlugin("fan_out", '{"cluster":"httpbin"}');
    plugin.host.addCluster("httpbin");
    plugin.get("/").reset();
    for (let i = 0; i < 10; i++) plugin.host.httpCalls[0].respond();
    expect(plugin.host.logs.length).toBe(0);
    expect(plugin.failure).toBeNull();
  });

  test("FanOut.onResponse lets a response pass where no call is taken", () => {
    const plugin = startPlugin("fan_out", '{"cluster":"nobody"}');
    const response = plugin.get("/").response;
    expect(response.status).toBe(200);
    expect(response.header("total-dispatched")).toBeNull();
  });

  test("Plugin.onConfigure refuses what names no cluster", () => {
    expect(startPlugin("fan_out").refusal).not.toBeNull();
  });
});
