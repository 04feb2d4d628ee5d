import assert from "node:assert/strict";
import { test } from "node:test";
import { networkError } from "../../../cli/registry/network-error.ts";

const failed = (code: string, message = "why") => {
  const cause = Object.assign(new Error(message), { code });
  return new TypeError("fetch failed", { cause });
};

test("networkError tells by its code why there was no answer", () => {
  const codes = {
    ECONNREFUSED: "CONNECTION_REFUSED",
    ENOTFOUND: "UNKNOWN_HOST",
    ERR_SSL_WRONG_VERSION_NUMBER: "NOT_TLS",
    EPROTO: "NOT_TLS",
    ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: "UNAUTHORIZED",
    ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: "UNAUTHORIZED",
    CERT_HAS_EXPIRED: "UNTRUSTED",
    ERR_TLS_CERT_ALTNAME_INVALID: "UNTRUSTED",
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: "UNTRUSTED",
    ECONNRESET: "INTERRUPTED",
    UND_ERR_SOCKET: "INTERRUPTED",
  };
  for (const [code, expected] of Object.entries(codes)) {
    assert.equal(networkError(failed(code), "a").code, expected, code);
  }
});

test("networkError reads the first reason where several addresses failed", () => {
  const cause = new AggregateError([failed("ECONNREFUSED")]);
  const error = networkError(new TypeError("fetch failed", { cause }), "a");
  assert.equal(error.code, "CONNECTION_REFUSED");
});

test("networkError says which may pass", () => {
  assert.ok(networkError(failed("ECONNRESET"), "a").isPassing);
  assert.ok(networkError(failed("EAI_AGAIN"), "a").isPassing);
  assert.ok(!networkError(failed("ENOTFOUND"), "a").isPassing);
  assert.ok(!networkError(failed("UND_ERR_DESTROYED"), "a").isPassing);
  assert.ok(!networkError(failed("CERT_HAS_EXPIRED"), "a").isPassing);
});

test("networkError has one sentence, with the reason of the system", () => {
  assert.equal(
    networkError(failed("ECONNRESET", "other side closed"), "ghcr.io").message,
    "The connection to ghcr.io broke off (other side closed): run it again.",
  );
});
