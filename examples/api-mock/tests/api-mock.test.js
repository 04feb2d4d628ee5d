import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm writes JSON whatever a path has", async () => {
  const host = await ProxyHost.load(MODULE);
  const plugin = host.startPlugin({
    rootId: "api_mock",
    configuration: JSON.stringify({
      mocks: [
        {
          path: "/{name}",
          headers: { "content-type": "application/json" },
          body: '{"name":"{{path.name}}","at":"{{now}}"}',
        },
      ],
    }),
  });
  for (const name of ['a"b', "\u0000\n", "\\", "😀é", "{{uuid}}"]) {
    const stream = plugin.httpStream();
    stream.request({ path: `/${encodeURIComponent(name)}` });
    const answer = JSON.parse(stream.response?.text);
    assert.equal(answer.name, name);
    assert.equal(new Date(answer.at).toISOString(), answer.at);
  }
});
