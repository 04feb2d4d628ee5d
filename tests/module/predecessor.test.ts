import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { ProxyHost, type Plugin } from "../../host/index.ts";
import { compile } from "../compile.ts";

const module = await readFile(
  await compile("tests/envoy/filters/predecessor.ts"),
);

/** Starts plugins in one VM by their labels, limits and names. */
async function startPlugins() {
  const host = await ProxyHost.load(module);
  return (label: string, { limit = 1, name = "p", rootId = "keeps" } = {}) =>
    host.startPlugin({
      ...{ name, rootId },
      configuration: JSON.stringify({ label, limit }),
    });
}

const answer = (plugin: Plugin) =>
  plugin.httpStream().request({})?.header("x-plugin");

test("PluginContext.predecessor is the plugin that was configured before it", async () => {
  const start = await startPlugins();
  const first = start("a");
  assert.equal(answer(first), "a 1");
  const second = start("b");
  assert.equal(answer(second), "b 2");
  // Both have it as long as both serve streams.
  assert.equal(answer(first), "a 3");
  first.stop();
  const third = start("c");
  second.stop();
  assert.equal(answer(third), "c 4");
  assert.equal(answer(start("d", { limit: 2 })), "d 1");
});

test("PluginContext.predecessor is not one of another name or root id, or that was refused", async () => {
  const start = await startPlugins();
  start("other", { rootId: "other" });
  const first = start("a");
  assert.equal(answer(first), "a 1");
  assert.equal(answer(start("b", { name: "q" })), "b 1");
  assert.throws(() => start("reject", { limit: 3 }));
  assert.equal(answer(start("c", { name: "r" })), "c 1");
  assert.equal(answer(start("d")), "d 2");
});
