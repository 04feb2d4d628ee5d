import "../assembly/index";
import { Answer, Plugin, startPlugin } from "proxy-wasm-as/testing";

function start(settings: string = ""): Plugin {
  const plugin = startPlugin(
    "request_mirror",
    `{"cluster":"shadow"${settings}}`,
  );
  plugin.host.addCluster("shadow");
  return plugin;
}

describe("request_mirror", () => {
  test("RequestMirror.onRequest sends a copy, and does not wait for its answer", () => {
    const plugin = start();
    const exchange = plugin.request("POST", "/orders?a=b").body("melon");
    const stream = exchange.header("te", "trailers").send();
    expect(stream.response.status).toBe(200);
    const call = plugin.host.httpCalls[0];
    expect(call.header(":method")).toBe("POST");
    expect(call.header(":path")).toBe("/orders?a=b");
    expect(call.header("x-mirrored")).toBe("1");
    expect(call.text).toBe("melon");
    call.respond(new Answer(500));
    expect(plugin.host.logs.length).toBe(0);
  });

  test("RequestMirror.onRequest sends no copy of a body that is too large", () => {
    const plugin = start(',"body":"4B"');
    const stream = plugin.request("POST", "/").body("melon").send();
    expect(stream.response.status).toBe(200);
    expect(plugin.host.httpCalls.length).toBe(0);
    plugin.request("POST", "/").body("kiwi").send();
    expect(plugin.host.httpCalls[0].text).toBe("kiwi");
  });

  test("Plugin.send says where copies fail, and sends none while they do", () => {
    const plugin = start();
    for (let i = 0; i < 5; i++) {
      plugin.get("/");
      plugin.host.httpCalls[0].fail();
    }
    expect(plugin.get("/").response.status).toBe(200);
    expect(plugin.host.httpCalls.length).toBe(0);
    const logs = plugin.host.logs;
    expect(logs[0].message.startsWith("a copy failed: ")).toBe(true);
    expect(logs[5].message).toBe("a copy was not sent");
  });

  test("RequestMirror.onRequest copies none of a hundred where that is configured", () => {
    const plugin = start(',"percent":0');
    expect(plugin.get("/").response.status).toBe(200);
    expect(plugin.host.httpCalls.length).toBe(0);
  });
});
