import assert from "node:assert/strict";
import { test } from "node:test";
import { proxyUrl } from "../../../cli/registry/proxy-url.ts";

const HTTPS_PROXY = "http://proxy:3128";

test("proxyUrl is HTTPS_PROXY, for https alone", () => {
  const env = { HTTPS_PROXY };
  assert.equal(proxyUrl(new URL("https://ghcr.io/v2/"), env), HTTPS_PROXY);
  assert.equal(proxyUrl(new URL("http://localhost:5000/v2/"), env), undefined);
  assert.equal(proxyUrl(new URL("https://ghcr.io/v2/"), {}), undefined);
  const bare = { https_proxy: "proxy:3128" };
  assert.equal(proxyUrl(new URL("https://ghcr.io/"), bare), HTTPS_PROXY);
});

test("proxyUrl leaves out what NO_PROXY names", () => {
  const url = new URL("https://registry.corp.example:5000/v2/");
  const left = (names: string) =>
    proxyUrl(url, { HTTPS_PROXY, NO_PROXY: names }) === undefined;
  const names = ["*", "corp.example", ".corp.example", "*.corp.example"];
  for (const name of [...names, "a, registry.corp.example:5000"]) {
    assert.ok(left(name), name);
  }
  for (const name of ["", "corp", "orp.example", "registry.corp.example:1"]) {
    assert.ok(!left(name), name);
  }
});
