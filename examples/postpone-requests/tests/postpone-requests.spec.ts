import "../assembly/index";
import { startPlugin } from "proxy-wasm-as/testing";

describe("postpone_requests", () => {
  test("PostponeRequests.onRequest holds each request for a second", () => {
    const plugin = startPlugin("postpone_requests");
    const first = plugin.request("POST", "/").body("hello").send();
    const second = plugin.get("/");
    expect(first.upstream.hasArrived).toBe(false);
    plugin.host.advance(1_000);
    expect(first.upstream.text).toBe("hello");
    expect(first.response.status).toBe(200);
    expect(second.response.status).toBe(200);
    const lines = plugin.host.logs.map<string>((line) => line.message);
    expect(lines.length).toBe(4);
    expect(lines[0].startsWith("postpone request with contextID=")).toBe(true);
    expect(lines[2]).toBe(lines[0].replace("postpone", "resume"));
  });

  test("PostponeRequests.onRequest runs no further for a stream whose client has gone", () => {
    const plugin = startPlugin("postpone_requests");
    const gone = plugin.get("/");
    const waiting = plugin.get("/");
    gone.reset();
    plugin.host.advance(1_000);
    expect(plugin.failure).toBeNull();
    expect(waiting.response.status).toBe(200);
    expect(plugin.host.logs.length).toBe(3);
  });
});
