import "./filter";
import { Answer, HttpStream, Plugin, startPlugin } from "proxy-wasm-as/testing";

/** Starts the plugin in a proxy that has the cluster which it calls. */
function start(): Plugin {
  const plugin = startPlugin("plugin");
  plugin.host.addCluster("other");
  return plugin;
}

describe("HttpCall", () => {
  test("HttpCall.respond answers the filter's call", () => {
    const plugin = start();
    const stream = plugin.get("/call");
    expect(stream.upstream.hasArrived).toBe(false);
    const call = plugin.host.httpCalls[0];
    expect(call.cluster).toBe("other");
    expect(call.header(":PATH")).toBe("/ask");
    expect(call.header("x-a")).toBe("é");
    expect(call.header("x-b")).toBeNull();
    expect(call.headers.slice(0, 2).join()).toBe(":method: POST,:path: /ask");
    expect(call.trailers.join()).toBe("x-t: ü");
    expect(call.timeout).toBe(1_000);
    expect(call.isPending).toBe(true);
    expect(call.text).toBe("quéstion");
    expect(call.body.length).toBe(9);
    call.respond(new Answer(404).body("not ").body("here"));
    expect(stream.upstream.header("answer")).toBe("404 not here");
    expect(stream.response.status).toBe(200);
    expect(plugin.host.httpCalls.length).toBe(0);
    expect(call.isPending).toBe(false);
  });

  test("HttpCall.fail drops a response that HttpCall.beginResponse began", () => {
    const plugin = start();
    const stream = plugin.get("/call");
    const call = plugin.host.httpCalls[0];
    call.beginResponse();
    call.fail();
    expect(stream.upstream.header("answer")).toBe("0 ");
  });

  test("HttpCall.fail gives the filter the proxy's own response", () => {
    const plugin = start();
    const stream = plugin.get("/call");
    plugin.host.httpCalls[0].fail();
    expect(stream.upstream.header("answer")!.startsWith("503 ")).toBe(true);
  });

  test("ProxyHost.advance lets a call time out", () => {
    const plugin = start();
    const streams: HttpStream[] = [plugin.get("/call"), plugin.get("/call")];
    expect(plugin.host.httpCalls.length).toBe(2);
    plugin.host.httpCalls[1].respond();
    expect(streams[1].upstream.header("answer")).toBe("200 ");
    plugin.host.advance(1_000);
    const late = streams[0].upstream.header("answer");
    expect(late).toBe("504 upstream request timeout");
  });

  test("ProxyHost.addCluster adds the cluster that a call needs", () => {
    const plugin = startPlugin("plugin");
    expect(plugin.get("/call").upstream.hasArrived).toBe(true);
    plugin.host.addCluster("other", false);
    expect(plugin.get("/call").upstream.hasArrived).toBe(true);
    expect(plugin.host.httpCalls.length).toBe(0);
  });

  throws("HttpCall.respond fails the test where the call has ended", () => {
    const plugin = start();
    plugin.get("/call");
    const call = plugin.host.httpCalls[0];
    call.respond();
    call.respond();
  });
});
