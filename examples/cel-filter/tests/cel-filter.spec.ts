import "../assembly/index";
import { Status } from "proxy-wasm-as";
import {
  Plugin,
  PluginSettings,
  ProxyHost,
  startPlugin,
} from "proxy-wasm-as/testing";

const EXPRESSION = "request.method == 'GET'";
/** Envoy's number of the expression. */
const TOKEN: u8[] = [7, 0, 0, 0];

function bytesOf(values: u8[]): Uint8Array {
  const bytes = new Uint8Array(values.length);
  bytes.set(values);
  return bytes;
}

/** Starts the plugin in a proxy that has read the expression. */
function start(): Plugin {
  const host = new ProxyHost();
  host.answerForeign("expr_create", Status.Ok, bytesOf(TOKEN));
  return new PluginSettings("cel_filter")
    .configuration(`{"expression":"${EXPRESSION}"}`)
    .startIn(host);
}

describe("cel_filter", () => {
  test("CelFilter lets requests pass for which the expression is true", () => {
    const plugin = start();
    plugin.host.answerForeign("expr_evaluate", Status.Ok, bytesOf([1]));
    expect(plugin.get("/").upstream.hasArrived).toBe(true);
    const source = plugin.host.foreignArguments("expr_create")[0];
    expect(String.UTF8.decode(source.buffer)).toBe(EXPRESSION);
    const asked = plugin.host.foreignArguments("expr_evaluate");
    expect(asked[0].join()).toBe(TOKEN.join());
  });

  test("CelFilter answers 403 where the expression is false, or no boolean", () => {
    const plugin = start();
    const results: u8[][] = [[0], [1, 0, 0, 0, 0, 0, 0, 0], []];
    for (let i = 0; i < results.length; i++) {
      const result = bytesOf(results[i]);
      plugin.host.answerForeign("expr_evaluate", Status.Ok, result);
      const stream = plugin.get("/");
      expect(stream.response.status).toBe(403);
      expect(stream.response.text).toBe("Forbidden by expression");
      expect(stream.details).toBe("cel");
    }
  });

  test("CelFilter answers 403 where the expression fails", () => {
    const plugin = start();
    plugin.host.answerForeign("expr_evaluate", Status.BadArgument);
    expect(plugin.get("/").response.status).toBe(403);
  });

  test("Plugin.onConfigure refuses to go without an expression", () => {
    const plugin = startPlugin("cel_filter", '{"expression":true}');
    expect(plugin.refusal).not.toBeNull();
    expect(plugin.host.logs[0].message).toBe(
      "Cannot use the configuration:\n$.expression: found true, wanted a text",
    );
  });

  test("Plugin.onConfigure refuses what the proxy cannot read", () => {
    const host = new ProxyHost();
    host.answerForeign("expr_create", Status.BadArgument);
    const settings = new PluginSettings("cel_filter");
    const plugin = settings.configuration('{"expression":"("}').startIn(host);
    expect(plugin.refusal).not.toBeNull();
  });
});
