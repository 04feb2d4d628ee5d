import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm removes tools wherever the events are cut", async () => {
  const host = await ProxyHost.load(MODULE);
  const plugin = host.startPlugin({
    rootId: "mcp_tools",
    configuration: JSON.stringify({ deny: ["rm"] }),
  });
  /** @param {string[]} names */
  const event = (...names) => {
    const result = { tools: names.map((name) => ({ name })) };
    return `data: ${JSON.stringify({ jsonrpc: "2.0", id: 1, result })}\n\n`;
  };
  const headers = { "content-type": "text/event-stream" };
  const whole = event("rm", "ls") + event("cat");
  for (let cut = 1; cut < whole.length; cut++) {
    const body = [whole.slice(0, cut), whole.slice(cut)];
    const response = plugin
      .httpStream()
      .request({ upstream: { headers, body } });
    assert.equal(response?.text, event("ls") + event("cat"), `cut at ${cut}`);
  }
});
