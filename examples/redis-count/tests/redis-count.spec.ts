import "../assembly/index";
import { Plugin, startPlugin } from "proxy-wasm-as/testing";

const SET = "*3\r\n$3\r\nSET\r\n$1\r\na\r\n$9\r\n*1\r\n$3\r\n\r\n\r\n";
const GET = "*2\r\n$3\r\nget\r\n$1\r\na\r\n";
const ALL = SET + GET + "PING now\r\n\r\n*0\r\n" + GET;

function counted(plugin: Plugin, command: string): u64 {
  return plugin.host.metric("redis_commands", [["command", command]]);
}

/** How often commands are counted in a text that comes in parts of this size. */
function countsIn(text: string, size: i32, commands: string[]): string {
  const settings = '{"commands":["' + commands.join('","') + '"]}';
  const plugin = startPlugin("redis_count", settings);
  const connection = plugin.tcpConnection();
  for (let at = 0; at < text.length; at += size) {
    connection.downstreamData(text.substring(at, at + size));
  }
  expect(connection.upstream.text).toBe(text);
  const counts: string[] = [];
  for (let i = 0; i < commands.length; i++) {
    const count = counted(plugin, commands[i]);
    counts.push(commands[i] + "=" + count.toString());
  }
  const others = counted(plugin, "other");
  return counts.join() + " and " + others.toString();
}

describe("redis_count", () => {
  test("RedisCount counts the commands of the configuration, and all others", () => {
    const plugin = startPlugin("redis_count", '{"commands":["get","set"]}');
    const connection = plugin.tcpConnection();
    connection.downstreamData(ALL.substring(0, 20));
    connection.downstreamData(ALL.substring(20));
    expect(connection.upstream.text).toBe(ALL);
    expect(counted(plugin, "get")).toBe(2);
    expect(counted(plugin, "set")).toBe(1);
    expect(counted(plugin, "other")).toBe(1);
  });

  test("RedisCount closes a connection that has sent no command for a time", () => {
    const settings = '{"commands":["get"],"idle":1000}';
    const plugin = startPlugin("redis_count", settings);
    const connection = plugin.tcpConnection();
    plugin.host.advance(900);
    connection.downstreamData(GET);
    plugin.host.advance(999);
    expect(connection.outcome).toBe("open");
    plugin.host.advance(1);
    expect(connection.outcome).toBe("local");
  });

  test("Plugin.onConfigure refuses a configuration without a list of commands", () => {
    expect(startPlugin("redis_count").refusal).not.toBeNull();
  });

  test("CommandReader.next finds the same, wherever the data is cut", () => {
    for (let size = 1; size <= ALL.length; size++) {
      const counts = countsIn(ALL, size, ["get", "set"]);
      expect(counts).toBe("get=2,set=1 and 1");
    }
  });

  test("CommandReader.next takes whatever it gets", () => {
    const odd = ["*", "*-1\r\n", "*x\r\n", "*1\r\n$-1\r\n", "$5\r\n", "\r\r\n"];
    for (let i = 0; i < odd.length; i++) countsIn(odd[i] + GET, 1, ["get"]);
    const name = "a".repeat(64);
    const long = "*1\r\n$100\r\n" + name + name.substring(28) + "\r\n" + GET;
    const counts = countsIn(long, 7, [name, "get"]);
    expect(counts).toBe(name + "=1,get=1 and 0");
  });
});
