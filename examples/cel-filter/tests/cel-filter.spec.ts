import "../assembly/index";
import { startPlugin } from "proxy-wasm-as/testing";

describe("cel_filter", () => {
  // What an expression says of a request, Envoy alone can tell: see the Node test.
  test("Plugin.onConfigure refuses to go without an expression", () => {
    const plugin = startPlugin("cel_filter", '{"expression":true}');
    expect(plugin.refusal).not.toBeNull();
    expect(plugin.host.logs[0].message).toBe(
      'Configure an expression, such as {"expression":"true"}',
    );
  });
});
