import assert from "node:assert/strict";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { renewEnvoyFilter } from "../../../cli/convert/envoy-filter.ts";
import { bootstrap } from "../../../cli/envoy/bootstrap.ts";
import { EnvoyProcess } from "../../../cli/envoy/envoy-process.ts";
import type { EnvoyObject } from "../../../cli/envoy/extension.ts";
import { httpListener, tcpListener } from "../../../cli/envoy/listener.ts";
import { cluster } from "../../../cli/envoy/cluster.ts";
import { writeMinimalWasm } from "../../envoy/minimal-wasm.ts";
import { tempFolder } from "../../temp-folder.ts";

/** What becomes of the extension that a patch adds, and the notes. */
function renewed(value: object, applyTo = "HTTP_FILTER") {
  const patch = { operation: "INSERT_BEFORE", value };
  const workloadSelector = { labels: { app: "web" } };
  const spec = { workloadSelector, configPatches: [{ applyTo, patch }] };
  const made = renewEnvoyFilter({ kind: "EnvoyFilter", spec }, (reason) => {
    return new Error(reason);
  });
  const { configPatches } = (made.document as { spec: typeof spec }).spec;
  return {
    value: configPatches[0].patch.value as EnvoyObject,
    notes: made.notes,
  };
}

const vm = (runtime: string, file = "/a.wasm") => ({
  runtime,
  code: { local: { filename: file } },
});

const V8 = "envoy.wasm.runtime.v8";
const WAVM = "envoy.wasm.runtime.wavm";
const IS_V8 = `runtime ${WAVM}: it is ${V8} now, which every Envoy has.`;

const struct = (type: string, value: object) => ({
  "@type": "type.googleapis.com/udpa.type.v1.TypedStruct",
  type_url: `type.googleapis.com/${type}`,
  value,
});

/** Extensions by their old form, and the type that they are of today. */
const TYPES: [name: string, old: string, type: string][] = [
  [
    "envoy.filters.http.wasm",
    "envoy.config.filter.http.wasm.v2.Wasm",
    "envoy.extensions.filters.http.wasm.v3.Wasm",
  ],
  [
    "envoy.filters.network.wasm",
    "envoy.extensions.filters.network.wasm.v3.Wasm",
    "envoy.extensions.filters.network.wasm.v3.Wasm",
  ],
  [
    "envoy.access_loggers.wasm",
    "envoy.config.accesslog.v2.WasmAccessLog",
    "envoy.extensions.access_loggers.wasm.v3.WasmAccessLog",
  ],
  [
    "envoy.bootstrap.wasm",
    "envoy.extensions.wasm.v3.WasmService",
    "envoy.extensions.wasm.v3.WasmService",
  ],
  [
    "envoy.stat_sinks.wasm",
    "envoy.extensions.stat_sinks.wasm.v3.Wasm",
    "envoy.extensions.stat_sinks.wasm.v3.Wasm",
  ],
];

for (const [name, old, type] of TYPES) {
  test(`renewEnvoyFilter keeps ${name} what it is, with all its fields`, () => {
    const config = { vm_config: vm(WAVM), configuration: "text" };
    const fields = { config, singleton: true };
    const expected = {
      name,
      typed_config: {
        "@type": `type.googleapis.com/${type}`,
        config: {
          vm_config: vm(V8),
          configuration: {
            "@type": "type.googleapis.com/google.protobuf.StringValue",
            value: "text",
          },
        },
        singleton: true,
      },
    };
    for (const typed of [
      { typed_config: struct(old, fields) },
      { typedConfig: struct(old, fields) },
      { typedConfig: { "@type": `type.googleapis.com/${old}`, ...fields } },
      { config: fields },
    ]) {
      const made = renewed({ name, ...typed });
      assert.deepEqual(made, { value: expected, notes: [IS_V8] });
    }
  });
}

test("renewEnvoyFilter reads the old name of a Wasm filter by what is patched", () => {
  const filter = { name: "envoy.wasm", config: { config: {} } };
  const inHttp = renewed(filter).value;
  assert.equal(inHttp.name, "envoy.filters.http.wasm");
  const inNetwork = renewed(filter, "NETWORK_FILTER").value;
  assert.equal(inNetwork.name, "envoy.filters.network.wasm");
  const manager = { name: "envoy.http_connection_manager" };
  const { value } = renewed(
    { ...manager, typedConfig: { httpFilters: [filter] } },
    "NETWORK_FILTER",
  );
  assert.match(JSON.stringify(value), /"envoy\.filters\.http\.wasm"/);
});

test("renewEnvoyFilter notes a filter of no Wasm that has no type", () => {
  const filter = { name: "envoy.tcp_proxy", config: { cluster: "a" } };
  const { value, notes } = renewed(filter, "NETWORK_FILTER");
  assert.deepEqual(value.config, { cluster: "a" });
  assert.deepEqual(notes, [
    "config of envoy.filters.network.tcp_proxy: Envoy reads typed_config alone; write it with the type of its message.",
  ]);
});

test("renewEnvoyFilter leaves code that is built into a proxy, and says so", () => {
  const name = "envoy.filters.http.wasm";
  const code = { local: { inline_string: "envoy.wasm.metadata_exchange" } };
  const vmConfig = { runtime: "envoy.wasm.runtime.null", code };
  const { value, notes } = renewed({ name, config: { config: { vmConfig } } });
  assert.match(JSON.stringify(value), /envoy\.wasm\.runtime\.null/);
  assert.equal(notes.length, 1);
  assert.match(
    notes[0],
    /^runtime envoy\.wasm\.runtime\.null: its code is bui/,
  );
});

test("renewEnvoyFilter makes a message of a configuration that is an object", () => {
  const configuration = { a: [1] };
  const name = "envoy.filters.http.wasm";
  const { value } = renewed({ name, config: { config: { configuration } } });
  const { config } = value.typed_config as { config: EnvoyObject };
  assert.deepEqual(config.configuration, {
    "@type": "type.googleapis.com/google.protobuf.Struct",
    value: { a: [1] },
  });
});

test("Envoy accepts what renewEnvoyFilter makes of each kind of extension", async (t: TestContext) => {
  const file = join(await tempFolder(t), "minimal.wasm");
  await writeMinimalWasm(file);
  const of = (name: string, singleton?: boolean) => {
    const config = { vmConfig: vm(WAVM, file), configuration: { a: 1 } };
    const fields = singleton === undefined ? { config } : { config, singleton };
    return renewed({ name, config: fields }).value;
  };
  const { code, logs } = await EnvoyProcess.runToExit(
    bootstrap({
      listeners: [
        httpListener({
          filters: [of("envoy.filters.http.wasm")],
          accessLog: [of("envoy.access_loggers.wasm")],
        }),
        tcpListener({
          name: "tcp",
          filters: [of("envoy.filters.network.wasm")],
          cluster: "upstream",
        }),
      ],
      clusters: [cluster({ name: "upstream", port: 1 })],
      extensions: [of("envoy.bootstrap.wasm", true)],
      statsSinks: [of("envoy.stat_sinks.wasm")],
    }),
    { args: ["--mode", "validate"] },
  );
  assert.equal(code, 0, logs.slice(-10).join("\n"));
});
