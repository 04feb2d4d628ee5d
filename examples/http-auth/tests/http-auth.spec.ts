import "../assembly/index";
import { Answer, Plugin, startPlugin } from "proxy-wasm-as/testing";

function start(): Plugin {
  const plugin = startPlugin("http_auth", '{"cluster":"auth"}');
  plugin.host.addCluster("auth");
  return plugin;
}

describe("http_auth", () => {
  test("HttpAuth.onRequest lets a request pass with the user that the service names", () => {
    const plugin = start();
    const stream = plugin
      .request("POST", "/fruit")
      .header("authorization", "Bearer melon")
      .header("x-auth-user", "root")
      .body("hello")
      .send();
    const call = plugin.host.httpCalls[0];
    expect(call.header(":path")).toBe("/auth");
    expect(call.header("authorization")).toBe("Bearer melon");
    expect(call.header("x-forwarded-uri")).toBe("/fruit");
    expect(stream.upstream.hasArrived).toBe(false);
    call.respond(new Answer(200).header("x-auth-user", "joe"));
    expect(stream.upstream.headerAll("x-auth-user").join()).toBe("joe");
    expect(stream.upstream.text).toBe("hello");
    expect(stream.response.header("powered-by")).toBe("proxy-wasm");
    expect(plugin.host.logs[0].message).toBe("Access granted.");
  });

  test("HttpAuth.onRequest answers 401 with what the service challenges by", () => {
    const plugin = start();
    const stream = plugin.get("/");
    const answer = new Answer(401).header("www-authenticate", "Bearer");
    plugin.host.httpCalls[0].respond(answer);
    expect(stream.response.status).toBe(401);
    expect(stream.response.header("www-authenticate")).toBe("Bearer");
    expect(stream.response.text).toBe("Access forbidden.\n");
    expect(stream.upstream.hasArrived).toBe(false);
  });

  test("HttpAuth.onRequest answers 403 where nobody has granted access in time", () => {
    const plugin = start();
    const broken = plugin.get("/");
    plugin.host.httpCalls[0].fail();
    expect(broken.response.status).toBe(403);
    const refused = plugin.get("/");
    plugin.host.httpCalls[0].respond(new Answer(500));
    expect(refused.response.status).toBe(403);
    const late = plugin.get("/");
    plugin.host.advance(1_000);
    expect(late.response.status).toBe(403);
  });

  test("HttpAuth.onRequest answers 403 where there is no such cluster", () => {
    const plugin = startPlugin("http_auth", '{"cluster":"nobody"}');
    expect(plugin.get("/").response.status).toBe(403);
  });

  test("Plugin.onConfigure refuses what names no cluster", () => {
    expect(startPlugin("http_auth").refusal).not.toBeNull();
    expect(startPlugin("http_auth", "{}").refusal).not.toBeNull();
  });
});
