import assert from "node:assert/strict";
import { test } from "node:test";
import {
  formatRuntimeConfig,
  parseRuntimeConfig,
} from "../../../cli/oci/runtime-config.ts";

const parse = (text: string) =>
  parseRuntimeConfig(Buffer.from(text), "runtime-config.json");

const CONFIG = {
  type: "envoy_proxy",
  abiVersions: ["v0.2.1"],
  config: { rootIds: ["add_header"] },
};

test("parseRuntimeConfig reads what formatRuntimeConfig writes", () => {
  const text = Buffer.from(formatRuntimeConfig(CONFIG)).toString();
  assert.deepEqual(parse(text), CONFIG);
  const shuffled = {
    config: CONFIG.config,
    abiVersions: CONFIG.abiVersions,
    type: CONFIG.type,
  };
  assert.equal(Buffer.from(formatRuntimeConfig(shuffled)).toString(), text);
});

test("parseRuntimeConfig reads the first spelling of the specification", () => {
  assert.deepEqual(
    parse(`{
      "type": "envoy_proxy",
      "abi_version": "v0-541b2c1155fffb15ccde92b8324f3e38f7339ba6",
      "config": { "root_ids": ["add_header_root_id"] }
    }`),
    {
      type: "envoy_proxy",
      abiVersions: ["v0-541b2c1155fffb15ccde92b8324f3e38f7339ba6"],
      config: { rootIds: ["add_header_root_id"] },
    },
  );
});

test("parseRuntimeConfig needs no member", () => {
  const empty = {
    type: "envoy_proxy",
    abiVersions: [],
    config: { rootIds: [] },
  };
  assert.deepEqual(parse("{}"), empty);
});

test("parseRuntimeConfig says what it cannot read", () => {
  assert.throws(() => parse("{"), {
    code: "BAD_MANIFEST",
    message: /^runtime-config\.json cannot be read: .*JSON.*\.$/,
  });
  assert.throws(() => parse("[]"), {
    message: "runtime-config.json cannot be read: it is not a JSON object.",
  });
  assert.throws(() => parse('{"abiVersions": [1]}'), {
    message: "runtime-config.json: abiVersions is not a list of strings.",
  });
});
