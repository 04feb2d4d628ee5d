import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm logs headers, and nothing where info is off", async () => {
  const host = await ProxyHost.load(MODULE);
  const plugin = host.startPlugin({ rootId: "log_headers" });
  plugin.httpStream().request({ path: "/a" });
  const lines = host.logs.map(({ message }) => message);
  const number = /^#\d+/.exec(lines[0])?.[0];
  assert.ok(lines.includes(`${number} -> :path: /a`));
  assert.ok(lines.includes(`${number} <- :status: 200`));
  assert.equal(lines.at(-1), `${number} completed.`);

  const quiet = await ProxyHost.load(MODULE, { logLevel: "warn" });
  const other = quiet.startPlugin({ rootId: "log_headers" });
  assert.equal(other.httpStream().request({ path: "/" })?.status, 200);
  assert.deepEqual(quiet.logs, []);
});
