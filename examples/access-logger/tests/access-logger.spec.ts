import "../assembly/index";
import { AccessLogger } from "../assembly/access-logger";
import {
  Answer,
  HostState,
  PluginSettings,
  ProxyHost,
  startPlugin,
} from "proxy-wasm-as/testing";

/** Returns a proxy that has the access logger. */
function start(): ProxyHost {
  const host = new ProxyHost();
  new PluginSettings("access_logger").startAccessLoggerIn(host);
  return host;
}

describe("access_logger", () => {
  test("AccessLogger.onLog writes a line about an exchange", () => {
    const host = start();
    const answer = new Answer(200).body("melons");
    host.request("GET", "/melons?ripe").answer(answer).send();
    expect(host.logs[0].message).toBe("GET /melons?ripe 200 via_upstream 6");
  });

  test("AccessLogger.onLog writes a line about a connection, which has no request", () => {
    const host = start();
    host.tcpConnection().resetDownstream();
    expect(host.logs[0].message).toBe("- - 0 - 0");
  });

  test("AccessLogger.onLog writes a line about what never came so far", () => {
    const state = new HostState();
    new AccessLogger().onLog();
    expect(state.host.logs[0].message).toBe("- - 0 - 0");
  });

  test("AccessLogger lets streams pass where it is not an access logger", () => {
    const plugin = startPlugin("access_logger");
    expect(plugin.get("/").response.status).toBe(200);
    expect(plugin.host.logs.length).toBe(0);
  });
});
