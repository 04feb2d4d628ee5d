import "./filter";
import { LogLevel, SharedData, Status } from "proxy-wasm-as";
import { PluginSettings, ProxyHost, startPlugin } from "proxy-wasm-as/testing";
import { bytesOf, textOf } from "./bytes";

describe("ProxyHost", () => {
  test("ProxyHost.metric counts all plugins of one proxy", () => {
    const host = new ProxyHost();
    const settings = new PluginSettings("plugin").name("one");
    settings.startIn(host).get("/");
    settings.vmId("other").startIn(host).get("/");
    expect(host.metric("requests")).toBe(2);
    expect(new ProxyHost().metric("requests")).toBe(0);
  });

  test("ProxyHost.samples returns what a histogram recorded, in order", () => {
    const plugin = startPlugin("plugin");
    plugin.get("/four");
    plugin.get("/");
    expect(plugin.host.samples("path_lengths").join()).toBe("5,1");
    expect(plugin.host.samples("other").length).toBe(0);
  });

  test("ProxyHost.advance brings ticks and moves the filter's clock", () => {
    const plugin = startPlugin("plugin", "tick");
    plugin.host.advance(2_500);
    const lines = plugin.host.logs;
    expect(lines.length).toBe(2);
    expect(lines[0].level).toBe(LogLevel.Warn);
    const first = I64.parseInt(lines[0].message.split(" ")[3]);
    const second = I64.parseInt(lines[1].message.split(" ")[3]);
    expect(second - first).toBe(1_000);
  });

  test("ProxyHost.findings names the rule, the place and what to do", () => {
    const plugin = startPlugin("plugin");
    plugin.host.addCluster("other");
    plugin.get("/");
    expect(plugin.host.findings.length).toBe(0);
    plugin.get("/impatient");
    expect(plugin.host.findings.length).toBe(1);
    const finding = plugin.host.findings[0];
    const start = "unanswered-call: A call to the cluster other has no answer";
    expect(finding.startsWith(start)).toBeTruthy();
    expect(finding.includes("Return StopIteration")).toBeTruthy();
    expect(finding.endsWith(")")).toBeTruthy();
  });

  test("ProxyHost.setLogLevel sets the level from which lines are logged", () => {
    const plugin = startPlugin("plugin");
    plugin.get("/quiet");
    plugin.host.setLogLevel(LogLevel.Debug);
    plugin.get("/loud");
    expect(plugin.host.logs.length).toBe(1);
    expect(plugin.host.logs[0].message).toBe("path /loud");
  });

  test("ProxyHost.refuse makes a host function return a status until ProxyHost.restore", () => {
    const plugin = startPlugin("plugin");
    plugin.host.refuse("proxy_send_local_response", Status.BadArgument);
    expect(plugin.get("/no").response.hasArrived).toBe(false);
    plugin.host.restore("proxy_send_local_response");
    expect(plugin.get("/no").response.status).toBe(403);
  });

  test("ProxyHost.answerForeign answers by name, and ProxyHost.foreignArguments returns the arguments", () => {
    const plugin = startPlugin("plugin");
    const host = plugin.host;
    expect(plugin.get("/foreign").upstream.header("answer")).toBe("1 ");
    host.answerForeign("mine", Status.Ok, bytesOf("-ü-").subarray(1, 3));
    expect(plugin.get("/foreign").upstream.header("answer")).toBe("0 ü");
    host.answerForeign("mine", Status.BadArgument);
    expect(plugin.get("/foreign").upstream.header("answer")).toBe("2 ");
    expect(host.foreignArguments("mine").length).toBe(2);
    expect(textOf(host.foreignArguments("mine")[1])).toBe("é");
    expect(host.foreignArguments("yours").length).toBe(0);
  });

  test("ProxyHost.answerDns answers as a name server, or gives no answer", () => {
    const plugin = startPlugin("plugin");
    plugin.host.answerDns("ex.test", ["192.0.2.1", "2001:db8::1"], 60);
    plugin.get("/dns");
    plugin.host.answerDns("ex.test", []);
    plugin.get("/dns");
    const lines = plugin.host.logs;
    expect(lines[0].message).toBe("ex.test is 192.0.2.1 for 60 s");
    expect(lines[1].message).toBe("ex.test is none for 0 s");
  });

  throws("a name that ProxyHost.answerDns does not know fails the test", () => {
    startPlugin("plugin").get("/dns");
  });

  test("ProxyHost.setSharedValue sets what plugins of a VM id share, and ProxyHost.sharedValue returns it", () => {
    const settings = new PluginSettings("plugin").vmId("vm");
    const plugin = settings.start();
    expect(plugin.host.sharedValue("é", "vm")).toBeNull();
    plugin.host.setSharedValue("é", "ü", "vm");
    plugin.get("/shared");
    expect(plugin.host.sharedValue("é", "vm")).toBe("ü!");
    expect(plugin.host.sharedValue("é")).toBeNull();
  });

  test("Plugin.foreignFunction calls the plugin with a function's number", () => {
    const plugin = startPlugin("plugin");
    plugin.foreignFunction(7, bytesOf("-é-").subarray(1, 3));
    expect(plugin.host.logs[0].message).toBe("function 7 é");
  });

  test("ProxyHost.timesCalled counts the calls of one host, including refused ones", () => {
    const plugin = startPlugin("plugin");
    const other = startPlugin("plugin");
    plugin.host.refuse("proxy_increment_metric", Status.BadArgument);
    const before = plugin.host.timesCalled("proxy_increment_metric");
    plugin.get("/");
    expect(plugin.host.timesCalled("proxy_increment_metric")).toBe(before + 1);
    expect(other.host.timesCalled("proxy_increment_metric")).toBe(0);
  });
});

describe("PluginSettings", () => {
  test("PluginSettings.property sets a property that the filter reads", () => {
    const settings = new PluginSettings("plugin")
      .property(["xds", "route_name"], "melons")
      .propertyNumber(["source", "port"], 4)
      .propertyBool(["connection", "mtls"], true)
      .propertyBytes(["a"], new Uint8Array(1));
    const stream = settings.start().get("/route");
    expect(stream.upstream.header("route")).toBe("melons");
  });

  test("PluginSettings.propertyMap and propertyList set what the filter reads whole or in parts", () => {
    const labels = new Map<string, string>();
    labels.set("app", "melons");
    const path = ["xds", "node", "metadata", "LABELS"];
    const plugin = new PluginSettings("plugin")
      .propertyMap(path, labels)
      .propertyList(["xds", "node", "metadata", "zones"], ["a", "b"])
      .start();
    const upstream = plugin.get("/labels").upstream;
    expect(upstream.header("app")).toBe("melons");
    expect(upstream.header("zone")).toBe("b");
    // A count, the sizes, and each text with a NUL behind it.
    expect(upstream.header("labels")).toBe((4 + 8 + 4 + 7).toString());
    expect(upstream.header("zones")).toBe((4 + 2 * 8 + 2 * 3).toString());
  });

  test("PluginSettings.noProperty declares a property absent", () => {
    const settings = new PluginSettings("plugin").noProperty([
      "xds",
      "route_name",
    ]);
    const stream = settings.start().get("/route");
    expect(stream.upstream.header("route")).toBe("none");
  });

  test("PluginSettings.variable sets a variable, which the filter reads once per module", () => {
    const settings = new PluginSettings("plugin").variable("TEAM", "fruit");
    const stream = settings.start().get("/team");
    expect(stream.upstream.header("team")).toBe("fruit");
  });
});

describe("a failed plugin", () => {
  test("Plugin.refusal says why the proxy refused the plugin", () => {
    expect(startPlugin("plugin", "refuse").refusal).not.toBeNull();
    expect(startPlugin("plugin").refusal).toBeNull();
  });

  test("Plugin.failure has the filter's stack, and the log has the error", () => {
    const plugin = startPlugin("plugin");
    expect(plugin.failure).toBeNull();
    const stream = plugin.get("/trap");
    expect(stream.response.status).toBe(503);
    expect(plugin.failure!.includes("Stream#onRequestHeaders")).toBe(true);
    expect(plugin.host.logs[0].level).toBe(LogLevel.Critical);
    expect(plugin.host.logs[0].message.startsWith("on purpose at ")).toBe(true);
    expect(startPlugin("plugin").get("/").response.status).toBe(200);
  });

  test("PluginSettings.failOpen lets streams bypass a VM that is gone", () => {
    const settings = new PluginSettings("plugin").failOpen();
    const plugin = settings.start();
    plugin.get("/trap");
    expect(plugin.get("/").response.status).toBe(200);
  });

  throws("Plugin.get fails the test where the proxy refused the plugin", () => {
    startPlugin("plugin", "trap").get("/");
  });
});

describe("calls outside of a callback", () => {
  test("console.log prints from a spec, too", () => {
    console.log("hello");
    expect(Date.now() > 0).toBe(true);
  });

  test("SharedData belongs to no ProxyHost", () => {
    expect(SharedData.get("a")).toBeNull();
  });
});
