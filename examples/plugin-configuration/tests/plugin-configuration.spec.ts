import "../assembly/index";
import { PluginSettings, startPlugin } from "proxy-wasm-as/testing";

describe("plugin_configuration", () => {
  test("Plugin shows both configurations, the VM's first", () => {
    const plugin = new PluginSettings("plugin_configuration")
      .vmConfiguration('{"name": "vm configuration"}')
      .configuration('{"name": "plugin configuration"}')
      .start();
    const logs = plugin.host.logs;
    expect(logs[0].message).toBe('vm config: {"name": "vm configuration"}');
    expect(logs[1].message).toBe(
      'plugin config: {"name": "plugin configuration"}',
    );
  });

  test("Plugin takes both as empty where there are none, and lets requests pass", () => {
    const plugin = startPlugin("plugin_configuration");
    expect(plugin.host.logs[0].message).toBe("vm config: ");
    expect(plugin.host.logs[1].message).toBe("plugin config: ");
    expect(plugin.get("/").response.status).toBe(200);
  });
});
