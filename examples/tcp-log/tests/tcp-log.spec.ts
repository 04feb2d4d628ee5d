import "../assembly/index";
import { PluginSettings } from "proxy-wasm-as/testing";

// A map as the proxy has it: one pair, the sizes of its parts, the parts.
const LOCATION: u8[] = [1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0x61, 0, 0x62, 0];

describe("tcp_log", () => {
  test("TcpLog logs what both sides send, and counts bytes and connections", () => {
    const metadata = new Uint8Array(LOCATION.length);
    metadata.set(LOCATION);
    const plugin = new PluginSettings("tcp_log")
      .property(["upstream", "address"], "10.0.0.1:80")
      .propertyBytes(
        ["xds", "cluster_metadata", "filter_metadata", "location"],
        metadata,
      )
      .start();
    const connection = plugin.tcpConnection();
    connection.downstreamData("ping");
    connection.upstreamData("hello");
    connection.downstreamData("", true);
    connection.upstreamData("", true);
    expect(connection.upstream.text).toBe("ping");
    expect(connection.downstream.text).toBe("hello");
    const lines: string[] = [];
    const logs = plugin.host.logs;
    for (let i = 0; i < logs.length; i++) lines.push(logs[i].message);
    expect(lines.join("|")).toBe(
      [
        "new connection!",
        ">>>>>> downstream data received >>>>>>\nping",
        "remote address: 10.0.0.1:80",
        "upstream cluster metadata location[a]=b",
        "<<<<<< upstream data received <<<<<<\nhello",
        "downstream connection close!",
        "connection complete! sent 4, received 5 bytes",
      ].join("|"),
    );
    expect(plugin.host.metric("connection_counter")).toBe(1);
  });
});
