import "../assembly/index";
import { PluginSettings, ProxyHost, startPlugin } from "proxy-wasm-as/testing";

describe("cas_counter", () => {
  test("CasCounter.onRequestHeaders counts from 1, and lets requests pass", () => {
    const plugin = startPlugin("cas_counter");
    expect(plugin.get("/").response.status).toBe(200);
    plugin.get("/");
    const lines = plugin.host.logs;
    expect(lines[0].message).toBe("shared value: 1");
    expect(lines[1].message).toBe("shared value: 2");
  });

  test("SharedCounter.add goes on from what another VM of the vm_id has written", () => {
    const host = new ProxyHost();
    const settings = new PluginSettings("cas_counter").vmId("counting");
    settings.startIn(host).get("/");
    settings.vmConfiguration("other").startIn(host).get("/");
    expect(host.logs[1].message).toBe("shared value: 2");
  });
});
