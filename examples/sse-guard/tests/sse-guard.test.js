import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

/** @param {string} content */
const delta = (content) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`;

test("build/release.wasm masks events wherever the body is cut", async () => {
  const host = await ProxyHost.load(MODULE);
  const plugin = host.startPlugin({
    rootId: "sse_guard",
    configuration: JSON.stringify({ mask: ["secret"] }),
  });
  const headers = { "content-type": "text/event-stream" };
  const stream = delta("a se") + delta("cret") + "data: [DONE]\n\n";
  for (let cut = 1; cut < stream.length; cut++) {
    const body = [stream.slice(0, cut), stream.slice(cut)];
    const response = plugin
      .httpStream()
      .request({ upstream: { headers, body } });
    assert.equal(
      response?.text,
      delta("a ") + delta("***") + "data: [DONE]\n\n",
      `cut at ${cut}`,
    );
  }
});
