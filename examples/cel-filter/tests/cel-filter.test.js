import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);
const TOKEN = Uint8Array.of(7, 0, 0, 0);
const BAD_ARGUMENT = 2;

/** Answers as Envoy does where an expression comes to these bytes. */
function startWith(host, expression) {
  const configuration = JSON.stringify({ expression });
  return host.startPlugin({ rootId: "cel_filter", configuration });
}

async function hostWhere(result) {
  return ProxyHost.load(MODULE, {
    foreignFunctions: {
      expr_create: (source) =>
        Buffer.from(source).toString() === "good" ? TOKEN : BAD_ARGUMENT,
      expr_evaluate: (token) => {
        assert.deepEqual(Uint8Array.from(token), TOKEN);
        return result;
      },
    },
  });
}

async function statusWhere(result) {
  const plugin = startWith(await hostWhere(result), "good");
  return plugin.httpStream().request({ path: "/" })?.status;
}

test("build/release.wasm lets requests pass for which the expression is true", async () => {
  assert.equal(await statusWhere(Uint8Array.of(1)), 200);
  assert.equal(await statusWhere(Uint8Array.of(0)), 403);
});

test("build/release.wasm refuses requests where the expression is no boolean, or fails", async () => {
  assert.equal(await statusWhere(Buffer.from("text")), 403);
  assert.equal(await statusWhere(BAD_ARGUMENT), 403);
});

test("build/release.wasm refuses an expression that the proxy cannot read", async () => {
  const host = await hostWhere(BAD_ARGUMENT);
  assert.throws(() => startWith(host, "bad"));
  assert.match(host.logs[0].message, /^Configure an expression/);
});
