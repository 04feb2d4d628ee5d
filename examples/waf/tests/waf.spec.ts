import "../assembly/index";
import { Plugin, startPlugin } from "proxy-wasm-as/testing";

const RULES =
  '{"except":["/static/**"],"rules":[' +
  '{"id":"scanner","on":["headers"],"contains":["sqlmap"]},' +
  '{"id":"admin","on":["path"],"matches":"^/admin(/|$)","score":3},' +
  '{"id":"shell","on":["query","body"],"matches":"\\\\bpasswd\\\\b","score":3}]}';

function statusOf(plugin: Plugin, path: string, body: string = ""): i32 {
  const exchange = plugin.request("POST", path);
  return exchange.header("user-agent", "curl").body(body).send().response
    .status;
}

describe("waf", () => {
  test("Waf.onRequest refuses what the patterns of the module find, however it is encoded", () => {
    const plugin = startPlugin("waf");
    expect(statusOf(plugin, "/a?q=1")).toBe(200);
    expect(statusOf(plugin, "/a/%2e%2e/b")).toBe(403);
    expect(statusOf(plugin, "/a?q=1+UNION%20SELECT+a")).toBe(403);
    expect(statusOf(plugin, "/a?q=x%27+or+1%3D1")).toBe(403);
    expect(statusOf(plugin, "/a", "<ScRipT>alert(1)")).toBe(403);
    expect(statusOf(plugin, "/a", "the union of all")).toBe(200);
    const stream = plugin
      .request("GET", "/")
      .header("x", "${jndi:ldap://a}")
      .send();
    expect(stream.response.status).toBe(403);
    expect(stream.upstream.hasArrived).toBe(false);
  });

  test("Waf.onRequest adds up the scores of rules, each once", () => {
    const plugin = startPlugin("waf", RULES);
    expect(statusOf(plugin, "/admin")).toBe(200);
    expect(statusOf(plugin, "/admin?f=passwd")).toBe(403);
    expect(statusOf(plugin, "/a?f=passwd&g=passwd", "passwd")).toBe(200);
    expect(statusOf(plugin, "/admin", "a passwd b")).toBe(403);
    const agent = plugin.request("GET", "/").header("user-agent", "SQLMap/1");
    expect(agent.send().response.status).toBe(403);
  });

  test("Waf.onRequest decodes a form", () => {
    const exchange = startPlugin("waf", RULES).request("POST", "/admin");
    const type = "application/x-www-form-urlencoded";
    exchange.header("content-type", type).body("a=b&f=%70asswd");
    expect(exchange.send().response.status).toBe(403);
  });

  test("Waf.onRequest leaves out excepted paths, and refuses nothing where it does not block", () => {
    expect(statusOf(startPlugin("waf", RULES), "/static/../a")).toBe(403);
    expect(statusOf(startPlugin("waf", RULES), "/static/a?q=<script>")).toBe(
      200,
    );
    const plugin = startPlugin("waf", '{"blocks":false}');
    expect(statusOf(plugin, "/?q=<script>")).toBe(200);
    const lines = plugin.host.logs;
    expect(lines[0].message).toBe("passes with 5: cross-site-scripting");
  });

  test("Plugin.onConfigure refuses a pattern that cannot be matched in linear time", () => {
    const rule = '{"rules":[{"id":"a","matches":"(a)\\\\1"}]}';
    const plugin = startPlugin("waf", rule);
    expect(plugin.refusal).not.toBeNull();
    expect(plugin.host.logs[0].message.startsWith("rule a: ")).toBe(true);
    const other = startPlugin("waf", '{"except":["a**"]}');
    expect(other.refusal).not.toBeNull();
    expect(other.host.logs[0].message).toBe("except: not a glob: a**");
  });
});
