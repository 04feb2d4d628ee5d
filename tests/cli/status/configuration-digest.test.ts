import assert from "node:assert/strict";
import { test } from "node:test";
import {
  configurationDigest,
  wantedConfigurations,
} from "../../../cli/status/configuration-digest.ts";

const TYPE = "type.googleapis.com/google.protobuf.StringValue";
const metadata = { name: "a", namespace: "shop" };
const apiVersion = "extensions.istio.io/v1alpha1";

test("wantedConfigurations has what each kind of Istio configures, in any order of keys", () => {
  const pluginConfig = { a: 1, b: [{ d: 2, c: 3 }] };
  const value = '{"b":[{"c":3,"d":2}],"a":1}';
  const arrived = configurationDigest({ "@type": TYPE, value }) ?? "";
  const typedConfig = {
    "@type": "type.googleapis.com/envoy.extensions.filters.http.wasm.v3.Wasm",
    config: { configuration: { "@type": TYPE, value } },
  };
  const configPatches = [
    { patch: { value: { name: "a", typed_config: typedConfig } } },
  ];
  for (const [kind, spec] of Object.entries({
    WasmPlugin: { pluginConfig },
    TrafficExtension: { wasm: { pluginConfig } },
    EnvoyFilter: { configPatches },
  })) {
    const wanted = wantedConfigurations({ apiVersion, kind, metadata, spec });
    assert.deepEqual([...(wanted ?? [])], [arrived], kind);
  }
});

test("wantedConfigurations takes an empty object for no configuration, and tells text apart", () => {
  const none = configurationDigest(undefined) ?? "";
  const spec = { pluginConfig: {} };
  const wanted = wantedConfigurations({
    ...{ apiVersion, kind: "WasmPlugin", metadata, spec },
  });
  assert.deepEqual([...(wanted ?? [])], [none]);
  assert.notEqual(configurationDigest({ "@type": TYPE, value: "one" }), none);
  assert.equal(configurationDigest({ "@type": "other", value: "" }), undefined);
});
