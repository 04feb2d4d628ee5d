import assert from "node:assert/strict";
import { test } from "node:test";
import { compileText } from "../compile-text.ts";
import { exportsOf, logTo } from "./instance.ts";

const FILTER = `
import { HttpCall, HttpHandler, registerHttpHandler } from "proxy-wasm-as";
class Asking extends HttpHandler {
  onRequest(): void {
    let text = "";
    for (let i = 0; i < 2; i++) text += this.ask(i);
    this.request.headers.set("x-asked", text);
  }
  private ask(i: i32): string {
    return new HttpCall("auth").path("/" + i.toString()).wait().status.toString();
  }
}
registerHttpHandler<Asking>("asking");
`;

/** Where `proxy_http_call` has the address for the call's token. */
const TOKEN = 9;

type Callback = (...args: number[]) => number;

test("streams that wait, and end while they wait, leave no memory in use", async () => {
  let last = 0;
  const exports = await exportsOf(await compileText(FILTER), {
    proxy_http_call({ memory }, ...args) {
      const { buffer } = memory as WebAssembly.Memory;
      new DataView(buffer).setUint32(args[TOKEN], ++last, true);
      return 0;
    },
  });
  const call = (name: string, ...args: number[]) =>
    (exports[name] as Callback)(...args);
  call("proxy_on_context_create", 1, 0);
  let id = 2;
  /** Has 1,000 streams wait twice; every second one ends before the second answer. */
  const round = () => {
    const ids = Array.from({ length: 1_000 }, () => id++);
    for (const each of ids) {
      call("proxy_on_context_create", each, 1);
      call("proxy_on_request_headers", each, 1, 1);
    }
    for (const answers of [1, 2]) {
      const first = last - ids.length + 1;
      const tokens = ids.map((_, index) => first + index);
      if (answers === 2)
        for (const each of ids)
          if (each % 2 === 0) call("proxy_on_delete", each);
      for (const token of tokens)
        call("proxy_on_http_call_response", 1, token, 1, 0, 0);
    }
    for (const each of ids) if (each % 2 === 1) call("proxy_on_delete", each);
  };
  for (let i = 0; i < 5; i++) round();
  const { buffer } = exports.memory as WebAssembly.Memory;
  const pages = buffer.byteLength;
  for (let i = 0; i < 50; i++) round();
  const { byteLength } = (exports.memory as WebAssembly.Memory).buffer;
  assert.equal(byteLength, pages);
});

test("streams whose headers come again while they wait leave no memory in use", async () => {
  let last = 0;
  const exports = await exportsOf(await compileText(FILTER), {
    proxy_http_call({ memory }, ...args) {
      const { buffer } = memory as WebAssembly.Memory;
      new DataView(buffer).setUint32(args[TOKEN], ++last, true);
      return 0;
    },
  });
  const call = (name: string, ...args: number[]) =>
    (exports[name] as Callback)(...args);
  call("proxy_on_context_create", 1, 0);
  const sizes = [20, 2000].map((count) => {
    for (let id = 2; id < count; id++) {
      call("proxy_on_context_create", id, 1);
      for (let i = 0; i < 5; i++) call("proxy_on_request_headers", id, 1, 1);
      call("proxy_on_delete", id);
    }
    for (let token = 1; token <= last; token++)
      call("proxy_on_http_call_response", 1, token, 1, 0, 0);
    return (exports.memory as WebAssembly.Memory).buffer.byteLength;
  });
  // What the calls of one round take stays; a script that waits would be some hundred bytes.
  assert.ok(sizes[1] - sizes[0] < 2000 * 5 * 64, sizes.join(" to "));
});

const TASKS = `
import { log, PluginTask, registerRootContext, RootContext, sleep } from "proxy-wasm-as";
class Plugin extends RootContext {
  count: i32 = 0;
  onConfigure(): bool {
    this.count++;
    this.startTask(new Beat(this.count.toString()));
    return true;
  }
}
class Beat extends PluginTask {
  constructor(private name: string) { super(); }
  run(): void {
    log.info(this.name + " begins");
    for (let i = 0; true; i++) {
      sleep(1);
      log.info(this.name + " beats " + i.toString());
    }
  }
}
registerRootContext<Plugin>("tasks");
`;

test("a plugin that is configured again has one task, the last, and an ended plugin none", async () => {
  const lines: string[] = [];
  let milliseconds = 0;
  const exports = await exportsOf(await compileText(TASKS), {
    ...logTo(lines),
    clock_time_get({ memory }, _clock, _precision, at) {
      const { buffer } = memory as WebAssembly.Memory;
      const now = BigInt(milliseconds) * 1_000_000n;
      new DataView(buffer).setBigUint64(at, now, true);
      return 0;
    },
  });
  const call = (name: string, ...args: number[]) =>
    (exports[name] as Callback)(...args);
  const tick = () => {
    milliseconds += 2;
    call("proxy_on_tick", 1);
    return lines.splice(0);
  };
  call("proxy_on_context_create", 1, 0);
  call("proxy_on_configure", 1, 0);
  // Before the first one has begun.
  call("proxy_on_configure", 1, 0);
  assert.deepEqual(tick(), ["2 begins"]);
  assert.deepEqual(tick(), ["2 beats 0"]);
  // While it waits.
  call("proxy_on_configure", 1, 0);
  assert.deepEqual(tick(), ["3 begins"]);
  assert.deepEqual(tick(), ["3 beats 0"]);
  call("proxy_on_delete", 1);
  assert.deepEqual(tick(), []);
});

const GREEDY = `
import { HttpCall, HttpHandler, registerHttpHandler } from "proxy-wasm-as";
let kept: StaticArray<u8>[] = [];
class Greedy extends HttpHandler {
  onRequest(): void {
    this.request.headers.set("x-deep", deep(9_000));
  }
  onResponse(): void {
    while (true) kept.push(new StaticArray<u8>(65_536));
  }
}
function deep(depth: i32): string {
  const text = depth.toString();
  if (depth > 0) return deep(depth - 1) + text;
  return text + new HttpCall("auth").path("/").wait().status.toString();
}
registerHttpHandler<Greedy>("greedy");
`;

test("a method that nests its calls too deep, and one that needs too much memory, say which", async () => {
  const wasm = await compileText(GREEDY, { args: ["--maximumMemory", "32"] });
  const lines: string[] = [];
  for (const callback of [
    "proxy_on_request_headers",
    "proxy_on_response_headers",
  ]) {
    const exports = await exportsOf(wasm, logTo(lines));
    const call = (name: string, ...args: number[]) =>
      (exports[name] as Callback)(...args);
    call("proxy_on_context_create", 1, 0);
    call("proxy_on_context_create", 2, 1);
    assert.throws(() => call(callback, 2, 1, 1), WebAssembly.RuntimeError);
  }
  assert.deepEqual(lines, [
    "Cannot nest calls deeper: what they hold fills stackSize",
    "The filter is out of memory",
  ]);
});
