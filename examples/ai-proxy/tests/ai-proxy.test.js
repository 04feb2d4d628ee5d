import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm counts tokens wherever the answer is cut", async () => {
  const host = await ProxyHost.load(MODULE);
  const plugin = host.startPlugin({
    rootId: "ai_proxy",
    configuration: JSON.stringify({ models: ["a"], tokens: 1e9 }),
  });
  const headers = { "content-type": "text/event-stream" };
  const text =
    'data: {"type":"message_start","message":{"usage":{"input_tokens":5,"output_tokens":1}}}\n\n' +
    'data: {"type":"message_delta","usage":{"output_tokens":7}}\n\n';
  for (let cut = 1; cut < text.length; cut++) {
    const body = [text.slice(0, cut), text.slice(cut)];
    plugin.httpStream().request({
      method: "POST",
      headers: { "x-client": `client-${cut}` },
      body: '{"model":"a","stream":true}',
      upstream: { headers, body },
    });
    const last = host.logs.at(-1)?.message;
    assert.match(String(last), /took 12 tokens/, `cut at ${cut}`);
  }
});
