import "../assembly/index";
import { Answer, startPlugin } from "proxy-wasm-as/testing";

describe("log_headers", () => {
  test("LogHeaders logs all headers of both sides, and the end", () => {
    const plugin = startPlugin("log_headers");
    const answer = new Answer(404).header("x-b", "2").header("x-b", "3");
    plugin.request("GET", "/a").header("X-A", "1").answer(answer).send();
    const lines: string[] = [];
    const logs = plugin.host.logs;
    for (let i = 0; i < logs.length; i++) {
      const message = logs[i].message;
      lines.push(message.substring(message.indexOf(" ") + 1));
    }
    expect(lines.includes("-> :path: /a")).toBe(true);
    expect(lines.includes("-> x-a: 1")).toBe(true);
    expect(lines.includes("<- :status: 404")).toBe(true);
    expect(lines.includes("<- x-b: 2")).toBe(true);
    expect(lines.includes("<- x-b: 3")).toBe(true);
    expect(lines[lines.length - 1]).toBe("completed.");
  });

  test("LogHeaders numbers streams", () => {
    const plugin = startPlugin("log_headers");
    plugin.get("/a");
    const first = plugin.host.logs[0].message;
    const count = plugin.host.logs.length;
    plugin.get("/b");
    const second = plugin.host.logs[count].message;
    expect(first.split(" ")[0] != second.split(" ")[0]).toBe(true);
    expect(first.startsWith("#")).toBe(true);
  });
});
