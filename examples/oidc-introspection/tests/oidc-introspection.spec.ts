import "../assembly/index";
import { Answer, HttpStream, Plugin, startPlugin } from "proxy-wasm-as/testing";

const CONFIGURATION =
  '{"cluster":"idp","host":"login.example.com","client_id":"gate way",' +
  '"client_secret":"melon","scope":"orders","remember":"30s"}';
const ACTIVE = '{"active":true,"sub":"ada","scope":"orders profile"}';

function start(): Plugin {
  const plugin = startPlugin("oidc_introspection", CONFIGURATION);
  plugin.host.addCluster("idp");
  return plugin;
}

function send(plugin: Plugin, token: string): HttpStream {
  const exchange = plugin.request("GET", "/").header("x-user", "root");
  return exchange.header("authorization", "Bearer " + token).send();
}

describe("oidc_introspection", () => {
  test("Introspection.onRequest asks once for all who wait, and remembers the answer", () => {
    const plugin = start();
    const first = send(plugin, "a+b");
    const second = send(plugin, "a+b");
    expect(plugin.host.httpCalls.length).toBe(1);
    const call = plugin.host.httpCalls[0];
    expect(call.header(":method")).toBe("POST");
    expect(call.header(":path")).toBe("/introspect");
    // "gate%20way:melon"
    expect(call.header("authorization")).toBe("Basic Z2F0ZSUyMHdheTptZWxvbg==");
    expect(call.text).toBe("token=a%2Bb&token_type_hint=access_token");
    call.respond(new Answer(200).body(ACTIVE));
    expect(first.upstream.header("x-user")).toBe("ada");
    expect(second.upstream.header("x-user")).toBe("ada");
    expect(send(plugin, "a+b").upstream.header("x-user")).toBe("ada");
    expect(plugin.host.httpCalls.length).toBe(0);
    plugin.host.advance(30_000);
    expect(send(plugin, "a+b").upstream.hasArrived).toBe(false);
    expect(plugin.host.httpCalls.length).toBe(1);
  });

  test("Introspection.onRequest refuses tokens that are not active, or lack the scope", () => {
    const plugin = start();
    const none = plugin.get("/").response;
    expect(none.status).toBe(401);
    expect(none.header("www-authenticate")).toBe('Bearer realm="api"');
    const old = send(plugin, "old");
    plugin.host.httpCalls[0].respond(new Answer(200).body('{"active":false}'));
    expect(old.response.status).toBe(401);
    expect(send(plugin, "old").response.status).toBe(401);
    const narrow = send(plugin, "narrow");
    const answer = '{"active":true,"scope":"orders2"}';
    plugin.host.httpCalls[0].respond(new Answer(200).body(answer));
    expect(narrow.response.status).toBe(403);
    expect(narrow.response.header("www-authenticate")).toBe(
      'Bearer realm="api", error="insufficient_scope"',
    );
  });

  test("Introspection.onRequest answers 503 where the server does not answer right", () => {
    const answers = ["", "{}", '{"active":1}', "<html>"];
    for (let i = 0; i < answers.length; i++) {
      const plugin = start();
      const stream = send(plugin, "a");
      plugin.host.httpCalls[0].respond(new Answer(200).body(answers[i]));
      expect(stream.response.status).toBe(503, answers[i]);
    }
    const plugin = start();
    const stream = send(plugin, "a");
    plugin.host.httpCalls[0].respond(new Answer(401));
    expect(stream.response.status).toBe(503);
  });

  test("Plugin.onConfigure refuses what names no server", () => {
    const plugin = startPlugin("oidc_introspection", '{"cluster":"idp"}');
    expect(plugin.refusal).not.toBeNull();
  });
});
