import "../assembly/index";
import { Plugin, PluginSettings } from "proxy-wasm-as/testing";

/** Starts the plugin for a client. */
function start(configuration: string): Plugin {
  return new PluginSettings("rate_limit_shared")
    .property(["source", "address"], "[2001:db8::1]:4711")
    .configuration(configuration)
    .start();
}

/** Returns the statuses that `count` requests get. */
function statuses(plugin: Plugin, count: i32): string {
  const all: i32[] = [];
  for (let i = 0; i < count; i++) all.push(plugin.get("/").response.status);
  return all.join();
}

/** Returns the status that a request of a user gets. */
function statusOf(plugin: Plugin, user: string): i32 {
  const exchange = plugin.request("GET", "/").header("x-user", user);
  return exchange.send().response.status;
}

function refuses(configuration: string): bool {
  return start(configuration).refusal != null;
}

describe("rate_limit_shared", () => {
  test("Plugin.take lets as many requests pass in each minute as configured", () => {
    const plugin = start('{"minute":3}');
    expect(statuses(plugin, 4)).toBe("200,200,200,429");
    plugin.host.advance(60_000);
    expect(statuses(plugin, 4)).toBe("200,200,200,429");
  });

  test("RateLimitShared.onRequestHeaders answers as Kong does, and counts what it refuses in no window", () => {
    const plugin = start('{"second":1,"hour":5}');
    const first = plugin.get("/").response;
    expect(first.header("x-ratelimit-limit-second")).toBe("1");
    expect(first.header("x-ratelimit-remaining-second")).toBe("0");
    expect(first.header("x-ratelimit-limit-hour")).toBe("5");
    expect(first.header("x-ratelimit-remaining-hour")).toBe("4");
    expect(first.header("ratelimit-limit")).toBe("1");
    expect(first.header("ratelimit-remaining")).toBe("0");
    expect(first.header("ratelimit-reset")).toBe("1");
    const stream = plugin.get("/");
    expect(stream.response.header("retry-after")).toBe("1");
    expect(stream.response.header("x-ratelimit-remaining-hour")).toBe("4");
    expect(stream.response.text).toBe('{"message":"API rate limit exceeded"}');
    expect(stream.details).toBe("rate_limited");
    expect(stream.upstream.hasArrived).toBe(false);
  });

  test("RateLimitShared.key is what limit_by says", () => {
    const by = '{"minute":1,"limit_by":"header","header_name":"x-user"';
    const plugin = start(by + "}");
    expect(statusOf(plugin, "joe")).toBe(200);
    expect(statusOf(plugin, "ann")).toBe(200);
    expect(statusOf(plugin, "joe")).toBe(429);
    expect(statuses(plugin, 2)).toBe("200,429");
    const all = '{"minute":1,"limit_by":"service","hide_client_headers":true}';
    const other = start(all);
    expect(statusOf(other, "joe")).toBe(200);
    const refused = other.request("GET", "/").send().response;
    expect(refused.status).toBe(429);
    expect(refused.header("x-ratelimit-limit-minute")).toBeNull();
  });

  test("RateLimitShared.onRequestHeaders lets a request pass that could not be counted, unless it is not fault tolerant", () => {
    const plugin = start('{"minute":1}');
    plugin.host.refuse("proxy_get_shared_data", 10);
    expect(statuses(plugin, 2)).toBe("200,200");
    const strict = '{"minute":1,"fault_tolerant":false}';
    const other = start(strict);
    other.host.refuse("proxy_get_shared_data", 10);
    expect(statuses(other, 1)).toBe("429");
  });

  test("Plugin.onSettings refuses a configuration without a limit", () => {
    expect(refuses("{}")).toBe(true);
    expect(refuses("10")).toBe(true);
    expect(refuses('{"minute":-1}')).toBe(true);
    expect(refuses('{"minute":1,"limit_by":"consumer"}')).toBe(true);
    expect(refuses('{"day":1000}')).toBe(false);
  });
});
