import "../assembly/index";
import { Plugin, PluginSettings } from "proxy-wasm-as/testing";

const AUTH = [
  "xds",
  "route_metadata",
  "filter_metadata",
  "envoy.filters.http.wasm",
  "auth",
];

function startWith(auth: string): Plugin {
  return new PluginSettings("route_auth").property(AUTH, auth).start();
}

describe("route_auth", () => {
  test("RouteAuth lets a request pass that has the header of its route", () => {
    const plugin = startWith("cookie");
    const stream = plugin.request("GET", "/").header("cookie", "a=b").send();
    expect(stream.response.status).toBe(200);
    expect(plugin.host.logs[0].message).toBe('auth header is "cookie"');
    expect(plugin.host.logs[1].message.endsWith(" finished")).toBe(true);
  });

  test("RouteAuth answers 401 to a request without it", () => {
    const stream = startWith("authorization")
      .request("GET", "/")
      .header("cookie", "a=b")
      .send();
    expect(stream.upstream.hasArrived).toBe(false);
    expect(stream.response.status).toBe(401);
  });

  test("RouteAuth lets requests pass by a route without metadata", () => {
    const plugin = new PluginSettings("route_auth").noProperty(AUTH).start();
    expect(plugin.get("/").response.status).toBe(200);
    expect(plugin.host.logs[0].message).toBe("no auth header for route");
  });

  test("RouteAuth answers 401 where the metadata names no header", () => {
    expect(startWith("").get("/").response.status).toBe(401);
  });
});
