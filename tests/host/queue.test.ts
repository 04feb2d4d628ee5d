import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "../../host/index.ts";
import { compile } from "../compile.ts";

const ACTS = "tests/conformance/filters/acts.ts";

/** The plugin's name, which the filter puts in front of the ids of other VMs. */
const NAME = "test";

async function start(configuration: string) {
  const host = await ProxyHost.load(await compile(ACTS));
  const plugin = host.startPlugin({
    rootId: "acts",
    name: NAME,
    configuration,
  });
  return { host, plugin };
}

test("Queue.enqueue notifies the plugin that has registered the queue", async () => {
  const { host } = await start(
    "configure: register-queue events\nqueue-ready: args; dequeue-queue",
  );
  const queue = host.queue("events");
  const from = host.logs.length;
  queue?.enqueue("item");
  const lines = host.logs.slice(from).map(({ message }) => message);
  assert.match(lines.join("\n"), /dequeue-queue.*item/);
  assert.deepEqual(queue?.items, []);
});

test("ProxyHost.addQueue receives what plugins of other VMs enqueue", async () => {
  const { host, plugin } = await start(
    "request-headers: resolve-queue receiver events; enqueue-queue one",
  );
  const queue = host.addQueue("events", `${NAME}receiver`);
  plugin.httpStream().request();
  assert.deepEqual(queue.items.map(String), ["one"]);
  assert.equal(host.queue("events", `${NAME}receiver`), queue);
});

test("ProxyHost.queue accepts names and VM ids beyond ASCII", async () => {
  const { host, plugin } = await start(
    "request-headers: resolve-queue é ü; enqueue-queue one",
  );
  const vmId = `${NAME}é`;
  const configuration = "configure: register-queue ü";
  host.startPlugin({ rootId: "acts", vmId, configuration });
  plugin.httpStream().request();
  assert.deepEqual(host.queue("ü", vmId)?.items.map(String), ["one"]);
});

test("ProxyHost.queue is null where nobody has registered it", async () => {
  const { host } = await start("configure: register-queue events");
  assert.equal(host.queue("events", `${NAME}receiver`), null);
  assert.equal(host.queue("others"), null);
});
