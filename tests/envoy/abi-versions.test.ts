import assert from "node:assert/strict";
import { test } from "node:test";
import { compile, interfaceOf, tryCompile } from "../compile.ts";
import { get, startEnvoy } from "./start-envoy.ts";

const FOLDER = "tests/envoy/filters/abi";

const OLD = [
  "env.proxy_clear_route_cache",
  "env.proxy_continue_request",
  "env.proxy_get_configuration",
];
const NEW = [
  "env.proxy_call_foreign_function",
  "env.proxy_continue_stream",
  "env.proxy_get_buffer_bytes",
];
const LEVEL = ["env.proxy_get_log_level"];

/** What a version has, and what it lacks but others have. */
const VERSIONS = [
  {
    version: "0.1.0",
    marker: "proxy_abi_version_0_1_0",
    has: OLD,
    lacks: [...NEW, ...LEVEL],
    // Its header callbacks do not report the end of the stream.
    seen: "[]null more 0",
  },
  {
    version: "0.2.0",
    marker: "proxy_abi_version_0_2_0",
    has: NEW,
    lacks: [...OLD, ...LEVEL],
    seen: "[]null end 0",
  },
  {
    version: "0.2.1",
    marker: "proxy_abi_version_0_2_1",
    has: [...NEW, ...LEVEL],
    lacks: OLD,
    seen: "[]null end 0",
  },
];

for (const { version, marker, has, lacks, seen } of VERSIONS) {
  test(`${marker} is the only marker of a filter built for ABI ${version}`, async () => {
    const { exports, imports } = await interfaceOf(
      await compile(`${FOLDER}/${version}/index.ts`),
    );
    const markers = exports.filter((name) => name.includes("version"));
    assert.deepEqual(markers, [marker]);
    for (const name of has) assert.ok(imports.includes(name), name);
    for (const name of lacks) assert.ok(!imports.includes(name), name);
  });

  test(`HttpContext.continueRequest, clearRouteCache, Configuration.text and HeaderMap.get work in a filter built for ABI ${version}`, async (t) => {
    const wasm = await compile(`${FOLDER}/${version}/index.ts`);
    const configuration = `built for ${version}`;
    const envoy = await startEnvoy(t, [{ wasm, rootId: "abi", configuration }]);
    for (const path of ["/", "/wait"]) {
      const response = await get(envoy, path, [["x-empty", ""]]);
      assert.equal(response.header("hello"), configuration);
      assert.equal(response.header("x-seen"), seen);
    }
    await envoy.waitForLog(": a line");
    assert.equal(envoy.logLines("a debug line").length, 0);
  });
}

test("HttpContext.closeRequest in a filter for ABI 0.1.0 is a compile error that names the ABI", async () => {
  const { failed, stderr } = await tryCompile(`${FOLDER}/0.1.0/closes.ts`);
  assert.ok(failed);
  assert.match(stderr, /ABI 0\.1\.0 cannot close a stream/);
  const newer = await tryCompile(`${FOLDER}/0.2.0/closes.ts`);
  assert.equal(newer.failed, false, newer.stderr);
});

test("RootContext.vmConfiguration in a filter for ABI 0.1.0 is a compile error that names the ABI", async () => {
  const file = "vm-configuration.ts";
  const { failed, stderr } = await tryCompile(`${FOLDER}/0.1.0/${file}`);
  assert.ok(failed);
  assert.match(stderr, /ABI 0\.1\.0 has no VM configuration but in onVmStart/);
  const newer = await tryCompile(`${FOLDER}/0.2.0/${file}`);
  assert.equal(newer.failed, false, newer.stderr);
});

test("logLevel in a filter for ABI 0.2.0 or 0.1.0 is a compile error that names the ABI", async () => {
  for (const version of ["0.1.0", "0.2.0"]) {
    const { failed, stderr } = await tryCompile(
      `${FOLDER}/${version}/level.ts`,
    );
    assert.ok(failed);
    assert.match(stderr, /ABI 0\.2\.0 does not tell the log level/);
  }
});

test("onForeignFunction in a filter for ABI 0.1.0 is a compile error that names the ABI", async () => {
  const { failed, stderr } = await tryCompile(`${FOLDER}/0.1.0/foreign.ts`);
  assert.ok(failed);
  assert.match(stderr, /ABI 0\.1\.0 never calls onForeignFunction/);
});
