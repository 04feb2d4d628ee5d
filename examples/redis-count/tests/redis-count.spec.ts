import "../assembly/index";
import { CommandReader } from "../assembly/command-reader";
import { startPlugin } from "proxy-wasm-as/testing";

const SET = "*3\r\n$3\r\nSET\r\n$1\r\na\r\n$9\r\n*1\r\n$3\r\n\r\n\r\n";
const GET = "*2\r\n$3\r\nget\r\n$1\r\na\r\n";
const ALL = SET + GET + "PING now\r\n\r\n*0\r\n" + GET;

/** What a reader finds in a text that comes in parts of this size. */
function namesIn(text: string, size: i32): string {
  const reader = new CommandReader();
  const bytes = Uint8Array.wrap(String.UTF8.encode(text));
  const names: string[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    const found = reader.read(bytes.slice(at, at + size));
    for (let i = 0; i < found.length; i++) names.push(found[i]);
  }
  return names.join();
}

describe("redis_count", () => {
  test("RedisCount counts the commands of the configuration, and all others", () => {
    const plugin = startPlugin("redis_count", '{"commands":["get","set"]}');
    const connection = plugin.tcpConnection();
    connection.downstreamData(ALL.substring(0, 20));
    connection.downstreamData(ALL.substring(20));
    expect(connection.upstream.text).toBe(ALL);
    expect(plugin.host.metric("redis_commands.get")).toBe(2);
    expect(plugin.host.metric("redis_commands.set")).toBe(1);
    expect(plugin.host.metric("redis_commands.other")).toBe(1);
  });

  test("Plugin.onConfigure refuses a configuration without a list of commands", () => {
    expect(startPlugin("redis_count").refusal).not.toBeNull();
  });

  test("CommandReader.read finds the same, wherever the data is cut", () => {
    for (let size = 1; size <= ALL.length; size++) {
      expect(namesIn(ALL, size)).toBe("set,get,ping,get");
    }
  });

  test("CommandReader.read takes whatever it gets", () => {
    const odd = ["*", "*-1\r\n", "*x\r\n", "*1\r\n$-1\r\n", "$5\r\n", "\r\r\n"];
    for (let i = 0; i < odd.length; i++) namesIn(odd[i] + GET, 1);
    const long = "*1\r\n$100\r\n" + "a".repeat(100) + "\r\n" + GET;
    expect(namesIn(long, 7)).toBe("a".repeat(64) + ",get");
  });
});
