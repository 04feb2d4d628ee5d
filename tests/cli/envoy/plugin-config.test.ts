import assert from "node:assert/strict";
import { resolve } from "node:path";
import { test } from "node:test";
import {
  wasmPluginConfig,
  type Configuration,
} from "../../../cli/envoy/plugin-config.ts";

const TYPE = "type.googleapis.com/google.protobuf.";

test("wasmPluginConfig needs only a file", () => {
  assert.deepEqual(wasmPluginConfig({ wasm: "build/add-header.wasm" }), {
    name: "add-header",
    vm_config: {
      runtime: "envoy.wasm.runtime.v8",
      code: { local: { filename: resolve("build/add-header.wasm") } },
    },
  });
});

test("wasmPluginConfig sends each kind of configuration with its type", () => {
  const sent = (configuration: Configuration) =>
    wasmPluginConfig({ wasm: "a.wasm", configuration }).configuration;
  const raw = { "@type": `${TYPE}Empty` };
  assert.deepEqual(sent(""), { "@type": `${TYPE}StringValue`, value: "" });
  assert.deepEqual(sent(Uint8Array.of(0, 255)), {
    "@type": `${TYPE}BytesValue`,
    value: "AP8=",
  });
  assert.deepEqual(sent({ a: [1] }), {
    "@type": `${TYPE}StringValue`,
    value: '{"a":[1]}',
  });
  assert.deepEqual(sent(raw), raw);
});

test("wasmPluginConfig spells each field as Envoy does", () => {
  const config = wasmPluginConfig({
    wasm: "/a.wasm",
    name: "plugin",
    rootId: "root",
    vmId: "vm",
    vmConfiguration: "start",
    failurePolicy: "FAIL_RELOAD",
    reloadBackoff: { baseInterval: "0.1s", maxInterval: "2s" },
    allowOnHeadersStopIteration: false,
    environment: { hostKeys: ["HOME"], keyValues: { STAGE: "test" } },
    allowedCapabilities: ["proxy_log"],
  });
  assert.deepEqual(config, {
    name: "plugin",
    root_id: "root",
    vm_config: {
      vm_id: "vm",
      runtime: "envoy.wasm.runtime.v8",
      code: { local: { filename: "/a.wasm" } },
      configuration: { "@type": `${TYPE}StringValue`, value: "start" },
      environment_variables: {
        host_env_keys: ["HOME"],
        key_values: { STAGE: "test" },
      },
    },
    failure_policy: "FAIL_RELOAD",
    reload_config: { backoff: { base_interval: "0.1s", max_interval: "2s" } },
    allow_on_headers_stop_iteration: false,
    capability_restriction_config: { allowed_capabilities: { proxy_log: {} } },
  });
});
