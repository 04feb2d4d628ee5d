import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm tells the time and a number by its clock", async () => {
  const now = new Date("2026-11-21T12:00:00Z");
  const host = await ProxyHost.load(MODULE, { now });
  host.startPlugin({ rootId: "hello_world", configuration: "1000" });
  host.advance(2000);
  const lines = host.logs
    .filter(({ vm }) => vm === "worker")
    .map(({ message }) => message);
  assert.equal(lines[0], "Hello, World!");
  assert.match(
    lines[1],
    /^It's 2026-11-21T12:00:01\.000Z, your lucky number is \d{1,3}\.$/,
  );
  assert.equal(lines.length, 3);
});
