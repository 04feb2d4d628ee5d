import {
  LogLine,
  PluginSettings,
  ProxyHost,
  Service,
  Stats,
} from "proxy-wasm-as/testing";
import "./filter";

function said(host: ProxyHost): string {
  const lines = host.logs;
  return lines.map<string>((line: LogLine) => line.message).join();
}

describe("Service", () => {
  test("PluginSettings.startAccessLoggerIn starts a logger of the streams that open later", () => {
    const host = new ProxyHost();
    host.get("/before");
    new PluginSettings("plugin").startAccessLoggerIn(host);
    host.get("/a");
    host.request("POST", "/b").body("c").send();
    host.tcpConnection().resetDownstream();
    expect(said(host)).toBe("/a 200,/b 200,none 0");
  });

  test("PluginSettings.startServiceIn starts a service with ticks and without streams", () => {
    const host = new ProxyHost();
    const settings = new PluginSettings("plugin").configuration("tick");
    const service: Service = settings.startServiceIn(host);
    host.get("/");
    expect(host.metric("requests")).toBe(0);
    host.advance(1_000);
    expect(said(service.host).startsWith("tick 1 at ")).toBe(true);
  });

  test("PluginSettings.startStatsSinkIn starts a sink that ProxyHost.flushStats calls", () => {
    const host = new ProxyHost();
    new PluginSettings("plugin").startIn(host).get("/");
    new PluginSettings("plugin").name("sink").startStatsSinkIn(host);
    host.flushStats(new Stats().counter("a", 3).gauge("b", 5));
    host.flushStats(new Stats().counter("a", 4));
    expect(said(host)).toBe(
      "counter a 3 +3,counter wasmcustom.requests 1 +1,gauge b 5," +
        "counter a 4 +1,counter wasmcustom.requests 1 +0",
    );
  });

  test("Service.refusal says why the proxy refused it, and Service.failure why it trapped", () => {
    const settings = new PluginSettings("plugin").configuration("refuse");
    const refused = settings.startServiceIn(new ProxyHost());
    expect(refused.refusal).not.toBeNull();
    const host = new ProxyHost();
    const logger = new PluginSettings("plugin").startAccessLoggerIn(host);
    expect(logger.refusal).toBeNull();
    host.get("/log");
    expect(logger.failure).toBeNull();
    host.get("/log-trap");
    expect(logger.failure!.startsWith("Function: proxy_on_log failed")).toBe(
      true,
    );
  });
});
