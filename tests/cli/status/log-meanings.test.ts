import assert from "node:assert/strict";
import { test } from "node:test";
import { explain } from "../../../cli/status/log-meanings.ts";

const LINES: [string, RegExp, boolean][] = [
  [
    "error in converting the wasm config to local: cannot fetch Wasm module r.example/a:v1: missing image pulling secret. applying deny RBAC filter",
    /the Secret of pullSecret/,
    true,
  ],
  [
    "could not fetch Wasm OCI image: rejected unsafe bearer realm",
    /without TLS for a token/,
    true,
  ],
  [
    "module downloaded from oci://r.example/a:v1 has checksum 1, which does not match: 2",
    /another digest/,
    true,
  ],
  [
    "could not fetch Wasm OCI image: connection refused. applying allow RBAC filter",
    /--refetch/,
    true,
  ],
  [
    "Wasm VM failed Failed to load Wasm module due to a missing import: env.abort",
    /inspect --host/,
    true,
  ],
  ["Wasm VM failed Failed to configure base Wasm plugin", /onConfigure/, true],
  [
    "Function: proxy_on_x failed: Uncaught RuntimeError: unreachable",
    /trapped/,
    false,
  ],
];

for (const [line, meaning, isFailure] of LINES) {
  test(`explain knows what "${line.slice(0, 60)}" means`, () => {
    const [found, ...more] = explain(["all is well", line]);
    assert.deepEqual(more, []);
    assert.equal(found?.line, line);
    assert.match(found.meaning, meaning);
    assert.equal(found.isFailure, isFailure);
  });
}

test("explain keeps the last line of each meaning", () => {
  const lines = ["Cannot find root id a", "Cannot find root id b"];
  assert.deepEqual(
    explain(lines).map(({ line }) => line),
    ["Cannot find root id b"],
  );
});
