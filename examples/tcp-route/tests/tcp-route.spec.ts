import "../assembly/index";
import { PluginSettings } from "proxy-wasm-as/testing";

/** The last line of the log for a client of this address. */
function lineFor(address: string): string {
  const plugin = new PluginSettings("tcp_route")
    .property(["source", "address"], address)
    .start();
  plugin.tcpConnection();
  const logs = plugin.host.logs;
  return logs[logs.length - 1].message;
}

describe("tcp_route", () => {
  test("TcpRoute routes by whether the last byte of an address is odd", () => {
    const routed = "[TCP WASM] Routed source ";
    const even = ["192.168.1.10:8080", "[2001:db8::a]:80", "[2001:db8::]:80"];
    for (let i = 0; i < even.length; i++) {
      expect(lineFor(even[i])).toBe(routed + even[i] + " to egress-router1");
    }
    const odd = ["172.21.0.11:58762", "[2001:db8::1]:8080", "[::ff]:1"];
    for (let i = 0; i < odd.length; i++) {
      expect(lineFor(odd[i])).toBe(routed + odd[i] + " to egress-router2");
    }
  });

  test("TcpRoute leaves a client without an IP address to the default", () => {
    const clients = ["/run/socket", "", ":80", "]:80", "x:80"];
    for (let i = 0; i < clients.length; i++) {
      expect(lineFor(clients[i])).toBe(
        "[TCP WASM] Failed to parse source address for routing: " + clients[i],
      );
    }
  });
});
