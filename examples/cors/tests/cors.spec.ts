import "../assembly/index";
import { Answer, Exchange, startPlugin } from "proxy-wasm-as/testing";

const OURS = "https://app.example.com";
const LIST = `["https://a.example.com","${OURS}"]`;

function from(origin: string, origins: string, method: string): Exchange {
  const plugin = startPlugin("cors", `{"origins":${origins}}`);
  return plugin.request(method, "/").header("origin", origin);
}

function preflight(origin: string): Exchange {
  return from(origin, LIST, "OPTIONS")
    .header("access-control-request-method", "PUT")
    .header("access-control-request-headers", "x-a, x-b");
}

describe("cors", () => {
  test("Cors allows an origin of the configuration, and no other", () => {
    const allowed = from(OURS, LIST, "GET").send().response;
    expect(allowed.header("access-control-allow-origin")).toBe(OURS);
    expect(allowed.header("vary")).toBe("Origin");
    const other = from("https://evil.example", LIST, "GET").send().response;
    expect(other.status).toBe(200);
    expect(other.header("access-control-allow-origin")).toBeNull();
    expect(other.header("vary")).toBe("Origin");
  });

  test("Cors allows every origin for *, and none for an empty list", () => {
    const all = from(OURS, '["*"]', "GET").send().response;
    expect(all.header("access-control-allow-origin")).toBe("*");
    const none = from(OURS, "[]", "GET").send().response;
    expect(none.header("access-control-allow-origin")).toBeNull();
    const empty = from("", LIST, "GET").send().response;
    expect(empty.header("access-control-allow-origin")).toBeNull();
  });

  test("Cors has the last word over the server", () => {
    const answer = new Answer().header("access-control-allow-origin", "*");
    const response = from(OURS, LIST, "GET").answer(answer).send().response;
    const origins = response.headerAll("access-control-allow-origin");
    expect(origins.join()).toBe(OURS);
  });

  test("Cors answers a preflight of an allowed origin by itself", () => {
    const stream = preflight(OURS).send();
    const response = stream.response;
    expect(stream.upstream.hasArrived).toBe(false);
    expect(response.status).toBe(204);
    expect(response.header("access-control-allow-origin")).toBe(OURS);
    expect(response.header("access-control-allow-methods")).toBe("PUT");
    expect(response.header("access-control-allow-headers")).toBe("x-a, x-b");
    expect(response.header("access-control-max-age")).toBe("86400");
  });

  test("Cors leaves other preflights, and OPTIONS that are none, to the server", () => {
    const other = preflight("https://evil.example").send();
    expect(other.upstream.hasArrived).toBe(true);
    const plain = from(OURS, LIST, "OPTIONS").send();
    expect(plain.upstream.hasArrived).toBe(true);
  });

  test("Plugin.onConfigure refuses a configuration without a list of origins", () => {
    expect(startPlugin("cors").refusal).not.toBeNull();
    expect(startPlugin("cors", '{"origins":"*"}').refusal).not.toBeNull();
  });
});
