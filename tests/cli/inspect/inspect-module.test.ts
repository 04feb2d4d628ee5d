import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { inspectModule } from "../../../cli/inspect/inspect-module.ts";
import { isRefused } from "../../../cli/inspect/inspection.ts";
import { printInspection } from "../../../cli/inspect/print-inspection.ts";
import { terminalColors } from "../../../cli/base/terminal-colors.ts";
import { compile } from "../../compile.ts";
import {
  LEAST,
  moduleBytes,
  type ModuleDescription,
} from "../../module-builder.ts";
import { largeModule } from "./large-module.ts";

const [MARKER, MALLOC] = LEAST;

/** The kinds of findings of a module, without the notes. */
async function kinds(
  module: ModuleDescription | Uint8Array<ArrayBuffer>,
  host?: string,
): Promise<string[]> {
  const bytes = module instanceof Uint8Array ? module : moduleBytes(module);
  const { findings } = await inspectModule(bytes, host);
  return findings
    .filter(({ severity }) => severity !== "note")
    .map(({ id }) => id);
}

test("inspectModule finds nothing in a filter of this SDK, and says what is in it", async () => {
  const wasm = await compile("examples/add-header/assembly/index.ts");
  const report = await inspectModule(await readFile(wasm));
  assert.deepEqual(report.findings, []);
  assert.equal(isRefused(report), false);
  assert.equal(report.proxy, "envoy-1.40");
  assert.equal(report.abiVersion, "0.2.1");
  assert.equal(report.hasNames, true);
  assert.equal(report.hasStartSection, false);
  assert.equal(report.memory?.exported, true);
  assert.match(report.sourceMap ?? "", /\.wasm\.map$/);
  assert.ok(report.callbacks.includes("proxy_on_response_headers"));
  assert.ok(report.hostFunctions.includes("proxy_replace_header_map_value"));
  assert.ok(
    report.functions.some(({ name }) =>
      name.endsWith("/proxy_on_response_headers"),
    ),
  );
  const sizes = report.functions.map(({ size }) => size);
  assert.deepEqual(
    sizes,
    sizes.toSorted((a, b) => b - a),
  );
  const code = report.sections.find(({ name }) => name === "code");
  const total = sizes.reduce((sum, size) => sum + size, 0);
  assert.ok(total < code!.size && total > code!.size - 3 * sizes.length - 3);
});

test("inspectModule names the types of imports and exports, and what does not fit", async () => {
  const { imports, exports } = await inspectModule(
    moduleBytes({
      imports: [
        { name: "proxy_increment_metric", type: "iI>i" },
        { name: "proxy_log", type: "ii>i" },
      ],
      exports: [...LEAST, { name: "proxy_on_tick", type: "i>" }],
    }),
  );
  assert.deepEqual(imports, [
    {
      module: "env",
      name: "proxy_increment_metric",
      kind: "function",
      type: "i32 i64 -> i32",
    },
    {
      module: "env",
      name: "proxy_log",
      kind: "function",
      type: "i32 i32 -> i32",
      problem:
        "The module imports env.proxy_log as i32 i32 -> i32; in envoy-1.40 it is i32 i32 i32 -> i32.",
    },
  ]);
  assert.deepEqual(exports, [
    { name: "proxy_abi_version_0_2_1", type: "void -> void", callback: false },
    { name: "malloc", type: "i32 -> i32", callback: true },
    { name: "proxy_on_tick", type: "i32 -> void", callback: true },
  ]);
});

test("inspectModule gives the least capabilities: imports and callbacks, and no other export", async () => {
  const { capabilities } = await inspectModule(
    moduleBytes({
      imports: [
        { name: "proxy_log", type: "iii>i" },
        { module: "wasi_snapshot_preview1", name: "fd_write", type: "iiii>i" },
        { module: "wasi_unstable", name: "fd_write", type: "iiii>i" },
        { name: "envoy_resolve_dns", type: "iii>i" },
      ],
      exports: [
        ...LEAST,
        { name: "_initialize", type: ">" },
        { name: "proxy_on_memory_allocate", type: "i>i" },
        { name: "proxy_on_tick", type: "i>" },
        { name: "helper", type: ">" },
      ],
    }),
  );
  assert.deepEqual(capabilities, ["fd_write", "proxy_log", "proxy_on_tick"]);
});

test("inspectModule tells apart a file that is not Wasm, an empty one and one that is cut off", async () => {
  const whole = moduleBytes({ exports: LEAST });
  const cut =
    "The module ends before its last section does, or a custom section before its name.";
  for (const [bytes, what] of [
    [new Uint8Array(), "The file is empty."],
    [Uint8Array.from(Buffer.from("#!/bin/sh")), "The file is not Wasm."],
    [whole.slice(0, 30), cut],
    [whole.slice(0, -1), cut],
  ] as const) {
    const { findings } = await inspectModule(bytes);
    assert.deepEqual(
      findings.map((each) => each.what),
      [what],
    );
  }
});

test("inspectModule survives every way to cut a module off or to change a byte", async () => {
  const whole = moduleBytes({
    imports: [{ name: "proxy_log", type: "iii>i" }],
    exports: LEAST,
  });
  for (let at = 0; at < whole.length; at++) {
    assert.ok(isRefused(await inspectModule(whole.slice(0, at))));
    for (const value of [0, 0x7f, 0xff]) {
      const changed = Uint8Array.from(whole);
      changed[at] = value;
      await inspectModule(changed);
    }
  }
});

test("inspectModule reads modules as large as engines take them", async () => {
  const count = 150_000;
  const inspection = await inspectModule(largeModule(count));
  assert.equal(inspection.imports.length, 100_000);
  assert.equal(inspection.exports.length, 100_000);
  assert.equal(inspection.functions.length, count);
  const text = printInspection("a.wasm", inspection, terminalColors({}));
  assert.match(text, /^ {2}e99999 +\(?i32 -> i32/m);
});

test("inspectModule reads an import of a tag, which a proxy does not give", async () => {
  const tag = [...[3, 0x65, 0x6e, 0x76, 1, 0x74], 4, 0, 0];
  const bytes = Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...[1, 4, 1, 0x60, 0, 0],
    ...[2, tag.length + 1, 1, ...tag],
  ]);
  const ids = await kinds(bytes);
  assert.ok(ids.includes("import-tag"), ids.join());
});

test("inspectModule takes the first marker that the proxy knows, and warns of another", async () => {
  const exports = [
    { name: "proxy_abi_version_0_2_100", type: ">" },
    { name: "proxy_abi_version_0_1_0", type: ">" },
    ...LEAST,
    { name: "proxy_on_request_headers", type: "ii>i" },
  ];
  assert.deepEqual(await kinds({ exports }), ["abi-marker-ambiguous"]);
});

test("inspectModule looks for main only after _initialize, and for _start only without it", async () => {
  const initialize = { name: "_initialize", type: ">" };
  const main = { name: "main", type: ">" };
  const start = { name: "_start", type: "i>" };
  const ids = (...exports: ModuleDescription["exports"] & object) =>
    kinds({ exports: [...LEAST, ...exports] });
  assert.deepEqual(await ids(main), []);
  assert.deepEqual(await ids(main, initialize), ["callback-type"]);
  assert.deepEqual(await ids(start), ["callback-type"]);
  assert.deepEqual(await ids(start, initialize), []);
});

test("inspectModule says how other SDKs' common mistakes are fixed", async () => {
  const fix = async (description: ModuleDescription) =>
    (await inspectModule(moduleBytes(description))).findings[0].fix;
  const abort = { imports: [{ name: "abort", type: "iiii>" }], exports: LEAST };
  assert.match(await fix(abort), /extend "proxy-wasm-as\/asconfig\.json"/);
  const clear = { name: "proxy_clear_route_cache", type: ">i" };
  assert.match(
    await fix({ imports: [clear], exports: LEAST }),
    /foreign function "clear_route_cache"/,
  );
  const grpc = { name: "proxy_on_grpc_trailing_metadata", type: "iii>" };
  assert.equal(
    await fix({ exports: [...LEAST, grpc] }),
    "Export it as proxy_on_grpc_receive_trailing_metadata.",
  );
});

test("inspectModule warns of a start section, and notes a missing name section", async () => {
  const { findings } = await inspectModule(
    moduleBytes({
      exports: [...LEAST, { name: "begin", type: ">" }],
      start: "begin",
    }),
  );
  assert.deepEqual(
    findings.map(({ severity, id }) => [severity, id]),
    [
      ["warning", "start-section"],
      ["note", "names-missing"],
    ],
  );
});

test("inspectModule checks against old proxies what they lack", async () => {
  const initialize = { name: "_initialize", type: ">" };
  const wasi = "wasi_snapshot_preview1";
  const open = { module: wasi, name: "path_open", type: "iiiiiIIii>i" };
  const yields = { module: wasi, name: "sched_yield", type: ">i" };
  const sync = { module: wasi, name: "fd_sync", type: "i>i" };
  const imports = (...all: ModuleDescription["imports"] & object) => ({
    imports: all,
    exports: LEAST,
  });
  const cases: [string, ModuleDescription, string[]][] = [
    ["envoy-1.20", imports(open), ["import-missing"]],
    ["envoy-1.21", imports(open), []],
    ["istio-1.12", imports(open), ["import-missing"]],
    ["istio-1.13", imports(open), []],
    ["envoy-1.32", imports(yields), ["import-missing"]],
    ["envoy-gateway-1.3", imports(yields), []],
    ["istio-1.30", imports(sync), ["import-missing"]],
    ["istio-1.31", imports(sync), []],
    ["istio-1.7", { exports: LEAST }, ["abi-marker-unknown"]],
    ["istio-1.8", { exports: [...LEAST, initialize] }, []],
    ["envoy-1.16", { exports: [...LEAST, initialize] }, ["initialize-unknown"]],
    ["envoy-1.16", { exports: [MALLOC] }, []],
    ["envoy-1.17", { exports: [MALLOC] }, ["abi-marker-missing"]],
    [
      "istio-1.7",
      {
        exports: [
          { name: "proxy_abi_version_0_2_0", type: ">" },
          { name: "proxy_on_memory_allocate", type: "i>i" },
        ],
      },
      ["malloc-missing"],
    ],
    [
      "istio-1.5",
      imports({ name: "proxy_grpc_call", type: "iiiiiiiiiiii>i" }),
      ["import-type"],
    ],
    [
      "istio-1.6",
      {
        imports: [{ name: "proxy_continue_stream", type: "i>i" }],
        exports: [MARKER, MALLOC],
      },
      ["import-missing"],
    ],
  ];
  for (const [host, module, expected] of cases) {
    assert.deepEqual(await kinds(module, host), expected, host);
  }
});

test("inspectModule rejects the name of a proxy that it does not know", async () => {
  await assert.rejects(inspectModule(new Uint8Array(), "nginx"), {
    name: "CliError",
    exitStatus: 2,
    message:
      "Cannot check against nginx: known are envoy-1.16 to envoy-1.40, istio-1.5 to istio-1.31, envoy-gateway-1.1 to envoy-gateway-1.9, google-service-extensions, fastedge, higress-2.2.",
  });
});
