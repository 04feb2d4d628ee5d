import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "../../host/index.ts";
import { compileText } from "../compile-text.ts";

const EAGER = {
  args: ["--use", "PROXY_WASM_EAGER_COLLECTOR=1"],
  variant: ".eager",
};

/** One module for all cases: the configuration says which. */
const TASKS = `
import {
  HttpCall, HttpContext, HttpHandler, log, PluginTask, PluginTaskOf, registerPluginTask,
  registerRootContext, RootContext, sleep, Status,
} from "proxy-wasm-as";

class Plugin extends RootContext {
  what: string = "";
  kept: string = "none";
  beat: PluginTask | null = null;
  onConfigure(): bool {
    this.what = this.configuration.text();
    if (this.what.startsWith("keep")) this.startTask(new Keep());
    if (this.what == "twice") {
      const task = new Beat();
      this.startTask(task);
      this.startTask(task);
    }
    if (this.what == "stop") {
      const task = new Beat();
      this.beat = task;
      this.startTask(task);
      this.startTask(new Stop());
    }
    if (this.what == "throw") this.startTask(new Throw());
    return this.what != "refused";
  }
  createHttpContext(): HttpContext { return new Stream(); }
}

class Keep extends PluginTaskOf<Plugin> {
  run(): void {
    const plugin = this.plugin;
    for (let i = 0; true; i++) {
      const answer = new HttpCall("one").path("/" + i.toString()).timeout(50).wait();
      plugin.kept = plugin.what + answer.status.toString() + answer.text();
      sleep(1000);
    }
  }
}

class Beat extends PluginTask {
  run(): void {
    while (true) { log.info("beat"); sleep(10); }
  }
}

class Stop extends PluginTaskOf<Plugin> {
  run(): void {
    sleep(35);
    const beat = this.plugin.beat!;
    log.info("running " + beat.isRunning.toString());
    beat.stop();
    log.info("running " + beat.isRunning.toString());
  }
}

class Throw extends PluginTask {
  run(): void {
    sleep(5);
    throw new Error("cannot go on");
  }
}

class Stream extends HttpHandler {
  onRequest(): void {
    sleep(5);
    this.request.headers.set("x-kept", (this.root as Plugin).kept);
  }
}

class Lone extends PluginTask {
  run(): void {
    log.info("lone began");
    const answer = new HttpCall("one").path("/lone").wait();
    log.info("lone " + answer.text() + " " + this.root.configuration.text());
  }
}

registerRootContext<Plugin>("tasks");
registerPluginTask<Lone>("lone");
`;

async function start(configuration: string, rootId = "tasks") {
  const host = await ProxyHost.load(await compileText(TASKS, EAGER), {
    clusters: { one: {} },
  });
  const plugin = host.startPlugin({ rootId, configuration });
  const logs = () => host.logs.map(({ message }) => message);
  return { host, plugin, logs };
}

test("PluginTask.run keeps what it fetches, in a loop that sleeps, beside streams", async () => {
  const { host, plugin } = await start("keep");
  const kept = () => {
    const stream = plugin.httpStream();
    stream.request();
    host.advance(6);
    return stream.upstream?.header("x-kept");
  };
  assert.equal(kept(), "none");
  // In the main thread and in the worker.
  assert.equal(host.httpCalls.length, 2);
  for (const call of host.httpCalls) call.respond({ body: "-first" });
  assert.equal(kept(), "keep200-first");
  host.advance(980);
  assert.equal(host.httpCalls.length, 0);
  host.advance(20);
  assert.equal(host.httpCalls[0].header(":path"), "/1");
  for (const call of host.httpCalls) call.respond({ body: "-second" });
  assert.equal(kept(), "keep200-second");
  host.advance(1000);
  host.advance(50);
  assert.equal(kept(), "keep504upstream request timeout");
});

test("PluginTask.run of a configuration that is refused or replaced does not go on", async () => {
  await assert.rejects(start("twice"), /RootContext#startTask/);
  await assert.rejects(start("refused"));
  const { host, plugin, logs } = await start("keep 1");
  host.advance(1);
  assert.equal(host.httpCalls.length, 2);
  plugin.stop();
  for (const call of host.httpCalls) call.respond();
  host.advance(5000);
  assert.deepEqual(host.httpCalls, []);
  assert.deepEqual(logs(), []);
});

test("PluginTask.stop ends a task where it waits, and PluginTask.isRunning tells", async () => {
  const { host, logs } = await start("stop");
  host.advance(100);
  const beats = logs().filter((line) => line === "beat");
  // In the main thread and in the worker.
  assert.equal(beats.length, 8);
  assert.deepEqual(
    logs().filter((line) => line.startsWith("running")),
    ["running true", "running false", "running true", "running false"],
  );
});

test("PluginTask.run that throws is a critical line, and ends the VM", async () => {
  const { host, plugin, logs } = await start("throw");
  host.advance(10);
  assert.match(logs().join("\n"), /cannot go on at index\.ts:\d+:\d+/);
  assert.equal(plugin.httpStream().request()?.status, 503);
});

test("registerPluginTask makes a plugin that has a task alone", async () => {
  const { host, logs } = await start("its text", "lone");
  assert.deepEqual(logs(), []);
  host.advance(1);
  for (const call of host.httpCalls) call.respond({ body: "answered" });
  assert.deepEqual(logs(), [
    "lone began",
    "lone began",
    "lone answered its text",
    "lone answered its text",
  ]);
});
