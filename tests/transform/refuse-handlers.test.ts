import assert from "node:assert/strict";
import { test } from "node:test";
import { findingsIn } from "./findings.ts";

test("a wait in a callback of a connection, or where a task is made, is a compile error", async () => {
  const text = `import {
  HttpCall, PeerType, PluginTask, registerRootContext, RootContext, sleep, StreamContext,
  StreamHandler,
} from "proxy-wasm-as";
class Plugin extends RootContext {
  onConfigure(): bool { this.startTask(new Task()); return true; }
  createStreamContext(): StreamContext { return new Guard(); }
}
class Task extends PluginTask {
  constructor() { super(); sleep(1); }
  run(): void { sleep(2); }
}
class Guard extends StreamHandler {
  onDownstream(): void { sleep(3); }
  onDownstreamConnectionClose(peer: PeerType): void { sleep(4); }
}
registerRootContext<Plugin>("plugin");
`;
  const findings = await findingsIn(text, { sourceMap: true });
  assert.deepEqual(
    findings.map(({ at, message }) => [at, message.split(":")[0]]),
    [
      ["sleep(1)", "Plugin#onConfigure cannot wait, and leads here"],
      ["sleep(4)", "Guard#onDownstreamConnectionClose cannot wait"],
    ],
  );
});

test("callbacks of a connection beside the methods that they run are compile errors", async () => {
  const text = `import { FilterStatus, registerStreamHandler, StreamHandler } from "proxy-wasm-as";
class Guard extends StreamHandler {
  onDownstream(): void {}
  onNewConnection(): FilterStatus { return FilterStatus.Continue; }
  onUpstreamData(size: i32, endOfStream: bool): FilterStatus { return FilterStatus.Continue; }
}
class Lost extends StreamHandler { onUpstream(): void {} }
registerStreamHandler<Guard>("guard");
`;
  const found = await findingsIn(text);
  assert.equal(found.length, 2, JSON.stringify(found));
  const [lost, mixed] = found;
  assert.match(
    lost.message,
    /^Nothing makes Lost: register it by registerStreamHandler/,
  );
  assert.match(
    mixed.message,
    /^Guard has onDownstream, and the SDK's onNewConnection runs it:/,
  );
});

test("what is registered by the function of another kind is told the right one", async () => {
  const text = `import { PluginTask, registerHttpContext, registerStreamContext, StreamHandler } from "proxy-wasm-as";
class Guard extends StreamHandler { onUpstream(): void {} }
class Task extends PluginTask { run(): void {} }
registerHttpContext<Guard>("guard");
registerStreamContext<Task>("task");
`;
  const messages = (await findingsIn(text)).map(({ message }) => message);
  assert.ok(
    messages.includes(
      "Guard extends StreamHandler: register it by registerStreamHandler.",
    ),
    messages.join(),
  );
  assert.ok(
    messages.includes(
      "Task extends PluginTask: register it by registerPluginTask.",
    ),
    messages.join(),
  );
});

test("a handler of connections in a build for ABI 0.1.0 is a compile error at its class", async () => {
  const text = `import { registerStreamHandler, StreamHandler } from "proxy-wasm-as";
import "./plugin";
class Guard extends StreamHandler { onDownstream(): void { this.read(); } }
registerStreamHandler<Guard>("guard");
`;
  const plugin = `import { registerRootContext, RootContext, StreamContext, StreamHandlerOf } from "proxy-wasm-as";
class Own extends StreamHandlerOf<Plugin> { onUpstream(): void {} }
class Plugin extends RootContext {
  createStreamContext(): StreamContext { return new Own(); }
}
registerRootContext<Plugin>("plugin");
`;
  const files = { "assembly/index.ts": text, "assembly/plugin.ts": plugin };
  const findings = await findingsIn(files, { config: "asconfig.0.1.0.json" });
  assert.deepEqual(findings.map(({ at, file }) => `${file} ${at}`).toSorted(), [
    "assembly/index.ts Guard",
    "assembly/plugin.ts Own",
  ]);
  assert.match(
    findings[0].message,
    /^ABI 0\.1\.0 cannot let a connection go on that was held, as \w+ needs: extend StreamContext, or build for 0\.2\.0 or newer\.$/,
  );
  assert.deepEqual(await findingsIn(files), []);
});
