import assert from "node:assert/strict";
import { test } from "node:test";
import { ProxyHost } from "proxy-wasm-as/host";

const MODULE = new URL("../build/release.wasm", import.meta.url);

test("build/release.wasm blocks and redirects by country", async () => {
  const host = await ProxyHost.load(MODULE);
  const plugin = host.startPlugin({
    rootId: "geo_block",
    configuration:
      '{"block":["KP"],"redirect":{"DE":"https://de.example.com"}}',
  });
  const responseFor = (country) =>
    plugin.httpStream().request({ headers: { "x-country-code": country } });
  assert.equal(responseFor("KP")?.status, 403);
  assert.equal(
    responseFor("DE")?.header("location"),
    "https://de.example.com/",
  );
  assert.equal(responseFor("FR")?.status, 200);
});
