import "../assembly/index";
import { Plugin, startPlugin } from "proxy-wasm-as/testing";

/** Returns the statuses that `count` requests get. */
function statuses(plugin: Plugin, count: i32): string {
  const all: i32[] = [];
  for (let i = 0; i < count; i++) all.push(plugin.get("/").response.status);
  return all.join();
}

function refuses(configuration: string): bool {
  return startPlugin("rate_limit_shared", configuration).refusal != null;
}

describe("rate_limit_shared", () => {
  test("Plugin.takeToken gives a burst, then as many a second as configured", () => {
    const plugin = startPlugin("rate_limit_shared", '{"rate":2,"burst":3}');
    expect(statuses(plugin, 4)).toBe("200,200,200,429");
    plugin.host.advance(500);
    expect(statuses(plugin, 2)).toBe("200,429");
    plugin.host.advance(60_000);
    expect(statuses(plugin, 4)).toBe("200,200,200,429");
  });

  test("RateLimitShared.onRequestHeaders says when there is a token again", () => {
    const plugin = startPlugin("rate_limit_shared", '{"rate":1}');
    plugin.get("/");
    const stream = plugin.get("/");
    expect(stream.response.header("retry-after")).toBe("1");
    expect(stream.response.text).toBe("rate_limited");
    expect(stream.details).toBe("rate_limited");
    expect(stream.upstream.hasArrived).toBe(false);
  });

  test("Plugin.onConfigure refuses a value that is not a number of requests", () => {
    expect(refuses("")).toBe(true);
    expect(refuses("10")).toBe(true);
    expect(refuses('{"burst":1}')).toBe(true);
    expect(refuses('{"rate":"1"}')).toBe(true);
    expect(refuses('{"rate":-1}')).toBe(true);
    expect(refuses('{"rate":1e7}')).toBe(true);
    expect(refuses('{"rate":1,"burst":0.5}')).toBe(true);
    expect(refuses('{"rate":0.001,"burst":1e6}')).toBe(false);
  });
});
