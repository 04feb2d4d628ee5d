import "../assembly/index";
import { startPlugin } from "proxy-wasm-as/testing";

describe("hello_world", () => {
  test("HelloWorld.onVmStart greets", () => {
    const host = startPlugin("hello_world").host;
    expect(host.logs[0].message).toBe("Hello, World!");
  });

  test("HelloWorld.onTick tells the time and a number every 5 seconds", () => {
    const host = startPlugin("hello_world").host;
    host.advance(4999);
    expect(host.logs.length).toBe(1);
    host.advance(1);
    expect(host.logs.length).toBe(2);
    const line = host.logs[1].message;
    expect(line.startsWith("It's 2")).toBe(true);
    expect(line.includes("Z, your lucky number is ")).toBe(true);
  });

  test("HelloWorld.onConfigure takes another period, and no other text", () => {
    const fast = startPlugin("hello_world", "100").host;
    fast.advance(300);
    expect(fast.logs.length).toBe(4);
    const odd = startPlugin("hello_world", "soon").host;
    odd.advance(5000);
    expect(odd.logs.length).toBe(2);
  });
});
