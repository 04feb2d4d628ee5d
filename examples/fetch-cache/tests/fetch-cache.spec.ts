import "../assembly/index";
import {
  Answer,
  Plugin,
  PluginSettings,
  ProxyHost,
  startPlugin,
} from "proxy-wasm-as/testing";

function statusOf(plugin: Plugin, token: string): i32 {
  const request = plugin.request("GET", "/").header("x-auth", token);
  return request.send().response.status;
}

/** Starts the service in a proxy that has the cluster of tokens. */
function startService(host: ProxyHost): void {
  host.addCluster("tokens");
  new PluginSettings("fetch_cache_service")
    .configuration('{"cluster":"tokens"}')
    .startIn(host);
}

/** Lets the service fetch, and answers it. */
function fetch(host: ProxyHost, answer: Answer): void {
  host.advance(1_000);
  const calls = host.httpCalls;
  const call = calls[calls.length - 1];
  expect(call.header(":path")).toBe("/fetch");
  call.respond(answer);
}

describe("fetch_cache", () => {
  test("FetchCache.onRequestHeaders lets pass who has the token that was fetched", () => {
    const host = new ProxyHost();
    startService(host);
    const filter = new PluginSettings("fetch_cache").startIn(host);
    expect(statusOf(filter, "melon")).toBe(401);
    fetch(host, new Answer().body("melon"));
    expect(statusOf(filter, "melon")).toBe(200);
    expect(statusOf(filter, "pear")).toBe(401);
    fetch(host, new Answer().body("pear"));
    expect(statusOf(filter, "melon")).toBe(401);
    expect(statusOf(filter, "pear")).toBe(200);
    expect(filter.get("/").response.text).toBe("not authorized");
  });

  test("Refresh.run keeps the last token where a fetch fails", () => {
    const host = new ProxyHost();
    startService(host);
    const filter = new PluginSettings("fetch_cache").startIn(host);
    fetch(host, new Answer().body("melon"));
    fetch(host, new Answer(500).body("pear"));
    host.advance(1_000);
    host.httpCalls[0].fail();
    expect(statusOf(filter, "melon")).toBe(200);
    expect(host.logs[0].message).toBe("a new token");
    expect(host.logs[1].message.startsWith("no token: 500")).toBe(true);
    expect(host.logs[2].message.startsWith("no token: 503 ")).toBe(true);
  });

  test("Refresh.run fetches at once, and again a second after each answer", () => {
    const host = new ProxyHost();
    startService(host);
    host.advance(1);
    expect(host.httpCalls.length).toBe(1);
    host.advance(500);
    expect(host.httpCalls.length).toBe(1);
    host.httpCalls[0].respond(new Answer().body("melon"));
    host.advance(999);
    expect(host.httpCalls.length).toBe(0);
    host.advance(1);
    expect(host.httpCalls.length).toBe(1);
  });

  test("FetchCache.onRequestHeaders takes an empty token for none", () => {
    const host = new ProxyHost();
    startService(host);
    const filter = new PluginSettings("fetch_cache").startIn(host);
    fetch(host, new Answer());
    expect(statusOf(filter, "")).toBe(401);
  });

  test("Service.onConfigure refuses what names no cluster", () => {
    expect(startPlugin("fetch_cache_service").refusal).not.toBeNull();
  });
});
