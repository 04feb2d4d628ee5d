import "../assembly/index";
import { Answer, Message, startPlugin } from "proxy-wasm-as/testing";

function responseOf(
  type: string,
  status: i32 = 200,
  configuration: string = "",
  path: string = "/",
): Message {
  const answer = new Answer(status).header("cache-control", "private");
  if (type.length > 0) answer.header("content-type", type);
  const plugin = startPlugin("cache_control", configuration);
  return plugin.request("GET", path).answer(answer).send().response;
}

function ruleOf(type: string, configuration: string = ""): string {
  const response = responseOf(type, 200, configuration);
  return response.headerAll("cache-control").join();
}

describe("cache_control", () => {
  test("CacheControl keeps by content type", () => {
    const forYears = "public, max-age=31536000, immutable";
    expect(ruleOf("image/png")).toBe(forYears);
    expect(ruleOf("text/css; charset=utf-8")).toBe(forYears);
    expect(ruleOf("text/html")).toBe("public, max-age=3600, must-revalidate");
    expect(ruleOf("application/json")).toBe(
      "no-cache, no-store, must-revalidate",
    );
    expect(ruleOf("text/plain")).toBe("public, max-age=600");
    expect(ruleOf("")).toBe("public, max-age=600");
  });

  test("CacheControl says by what a response varies", () => {
    expect(responseOf("text/html").header("vary")).toBe("Accept-Encoding");
    const api = responseOf("application/xml");
    expect(api.header("vary")).toBe("Accept, Authorization");
    expect(responseOf("image/png").header("vary")).toBeNull();
  });

  test("CacheControl keeps no error", () => {
    const response = responseOf("image/png", 500);
    expect(response.header("cache-control")).toBe("no-store");
  });

  test("CacheControl leaves a 304 as it is", () => {
    const response = responseOf("", 304);
    expect(response.header("cache-control")).toBe("private");
  });

  test("Plugin.onConfigure takes ages, and paths that are private", () => {
    const settings =
      '{"staticMaxAge":1,"htmlMaxAge":2,"apiMaxAge":3,"privatePaths":["/me"]}';
    expect(ruleOf("font/woff2", settings)).toBe("public, max-age=1, immutable");
    expect(ruleOf("text/html", settings)).toBe(
      "public, max-age=2, must-revalidate",
    );
    expect(ruleOf("application/json", settings)).toBe(
      "private, max-age=3, must-revalidate",
    );
    const own = responseOf("image/png", 200, settings, "/me/photo");
    expect(own.header("cache-control")).toBe("no-store");
  });

  test("Plugin.onConfigure refuses what it cannot mean", () => {
    const paths = '{"privatePaths":"/me"}';
    expect(startPlugin("cache_control", paths).refusal).not.toBeNull();
    const age = '{"apiMaxAge":-1}';
    expect(startPlugin("cache_control", age).refusal).not.toBeNull();
    expect(startPlugin("cache_control", "60").refusal).not.toBeNull();
    expect(startPlugin("cache_control", "{").refusal).not.toBeNull();
  });
});
