import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { compileText } from "../compile-text.ts";

const EAGER = {
  args: ["--use", "PROXY_WASM_EAGER_COLLECTOR=1"],
  variant: ".eager",
};

// No Envoy does that today, and so neither does the emulator: the test is the host.
test("a method whose stream is deleted while it answers still has its handler, up to its next wait", async () => {
  const text = `
import {
  HttpCall, HttpHandler, LocalResponse, log, registerHttpHandler,
} from "proxy-wasm-as";
class Tested extends HttpHandler {
  private tag: string = "";
  onRequest(): void {
    this.tag = "tag " + this.id.toString();
    new HttpCall("one").path("/").wait();
    this.respond(new LocalResponse(403));
    let size = 0;
    for (let i = 0; i < 200_000; i++) size += (this.tag + i.toString()).length;
    log.info(this.tag + " of " + this.id.toString());
    new HttpCall("one").path("/").wait();
    log.info("late " + this.tag + size.toString());
  }
}
registerHttpHandler<Tested>("tested");
`;
  const module = new WebAssembly.Module(
    await readFile(await compileText(text, EAGER)),
  );
  const logs: string[] = [];
  let calls = 0;
  const functions: Record<string, (...args: number[]) => void> = {
    proxy_log: (_, at, size) =>
      logs.push(String(Buffer.from(memory.buffer, at, size))),
    proxy_http_call: (...args) =>
      new DataView(memory.buffer).setUint32(args[9], ++calls, true),
    proxy_send_local_response: () => run("proxy_on_delete", 2),
  };
  const env = Object.fromEntries(
    WebAssembly.Module.imports(module).map(({ name }) => [
      name,
      (...args: number[]) => {
        functions[name]?.(...args);
        return 0;
      },
    ]),
  );
  const { exports } = new WebAssembly.Instance(module, { env });
  const memory = exports.memory as WebAssembly.Memory;
  const run = (name: string, ...args: number[]) =>
    (exports[name] as (...args: number[]) => unknown)(...args);
  run("_initialize");
  run("proxy_on_context_create", 1, 0);
  run("proxy_on_context_create", 2, 1);
  run("proxy_on_request_headers", 2, 3, 1);
  const { byteLength } = memory.buffer;
  run("proxy_on_http_call_response", 1, 1, 1, 0, 0);
  run("proxy_on_http_call_response", 1, 2, 1, 0, 0);
  assert.equal(calls, 2);
  assert.deepEqual(logs, ["tag 2 of 2"]);
  assert.equal(memory.buffer.byteLength, byteLength, "garbage was collected");
});
