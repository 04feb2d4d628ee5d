import assert from "node:assert/strict";
import { chmod, copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import type { Inspection } from "../../../cli/inspect/inspection.ts";
import { compile } from "../../compile.ts";
import { LEAST, moduleBytes } from "../../module-builder.ts";
import { get, startEnvoy } from "../../envoy/start-envoy.ts";
import { tempFolder } from "../../temp-folder.ts";
import { assertGolden } from "../golden.ts";
import { runCli } from "../run-cli.ts";

const EXAMPLE = "examples/add-header/assembly/index.ts";
const OLD = moduleBytes({
  imports: [
    { name: "proxy_clear_route_cache", type: ">i" },
    { name: "proxy_log", type: "iii>i" },
  ],
  exports: [
    ...LEAST,
    { name: "proxy_on_grpc_trailing_metadata", type: "iii>" },
  ],
});

/** A folder with a module, and what runs `inspect` in it. */
async function folderWith(t: TestContext, bytes: Uint8Array) {
  const cwd = await tempFolder(t);
  await writeFile(join(cwd, "filter.wasm"), bytes);
  return (...args: string[]) => runCli(["inspect", ...args], { cwd });
}

test("proxy-wasm inspect prints what is in a module and what is wrong with it, and ends with 1", async (t) => {
  const inspect = await folderWith(t, OLD);
  const { status, stdout, stderr } = inspect("filter.wasm");
  assert.equal(status, 1);
  assert.equal(stderr, "");
  assertGolden("inspect/refused.txt", stdout);
});

test("proxy-wasm inspect ends with 0 where the proxy takes the module, and with 1 for warnings with --strict", async (t) => {
  const old = { name: "proxy_abi_version_0_1_0", type: ">" };
  const inspect = await folderWith(
    t,
    moduleBytes({ exports: [old, ...LEAST] }),
  );
  assert.equal(inspect("filter.wasm").status, 0);
  assert.equal(inspect("filter.wasm", "--strict").status, 1);
});

test("proxy-wasm inspect --json prints the whole inspection", async () => {
  const wasm = await compile(EXAMPLE);
  const { status, stdout } = runCli(["inspect", wasm, "--json"]);
  assert.equal(status, 0);
  const inspection = JSON.parse(stdout) as Inspection;
  assert.equal(inspection.abiVersion, "0.2.1");
  assert.deepEqual(inspection.findings, []);
});

test("proxy-wasm inspect --host checks against that proxy, also for SIMD", async (t) => {
  const wasm = await compile("tests/envoy/filters/simd.ts", {
    args: ["--enable", "simd"],
  });
  const inspect = (host: string) => runCli(["inspect", wasm, "--host", host]);
  assert.equal(inspect("istio-1.11").status, 0, inspect("istio-1.11").stdout);
  const old = inspect("istio-1.10");
  assert.equal(old.status, 1);
  assert.match(old.stdout, /^error: The module has SIMD instructions\./m);
  const plain = await folderWith(t, OLD);
  const unknown = plain("filter.wasm", "--host", "istio-1.99");
  assert.equal(unknown.status, 2);
  assert.match(
    unknown.stderr,
    /^Cannot check against istio-1\.99: known are .*\.\n$/,
  );
});

test("proxy-wasm inspect --capabilities prints a restriction that Envoy takes, and the filter works", async (t) => {
  const wasm = await compile(EXAMPLE);
  const json = runCli(["inspect", wasm, "--capabilities", "json"]).stdout;
  const { capability_restriction_config: config } = JSON.parse(json) as {
    capability_restriction_config: { allowed_capabilities: object };
  };
  const allowedCapabilities = Object.keys(config.allowed_capabilities);
  const envoy = await startEnvoy(t, [{ wasm, allowedCapabilities }]);
  assert.equal((await get(envoy)).header("hello"), "world");
  const yaml = runCli(["inspect", wasm, "--capabilities", "yaml"]).stdout;
  assertGolden("inspect/capabilities.yaml", yaml);
});

test("proxy-wasm inspect --capabilities prints nothing for a module that is refused", async (t) => {
  const inspect = await folderWith(t, OLD);
  const { status, stdout, stderr } = inspect(
    "filter.wasm",
    "--capabilities",
    "yaml",
  );
  assert.equal(status, 1);
  assert.equal(stdout, "");
  assert.match(
    stderr,
    /^Cannot list the capabilities of filter\.wasm: .*\.\n$/,
  );
});

test("proxy-wasm inspect says what is wrong with a file that is not a module", async (t) => {
  const inspect = await folderWith(t, OLD.slice(0, -2));
  const cut = inspect("filter.wasm");
  assert.equal(cut.status, 1);
  assert.match(cut.stdout, /^error: The module ends before its last section/m);
  const missing = inspect("no such.wasm");
  assert.equal(missing.status, 1);
  assert.equal(
    missing.stderr,
    "Cannot read the module no such.wasm: there is no such file.\n",
  );
  assert.equal(
    inspect(".").stderr,
    "Cannot read the module .: it is a folder.\n",
  );
  const none = inspect();
  assert.equal(none.status, 2);
  assert.match(none.stderr, /^error: missing required argument 'file'\n/);
});

test(
  "proxy-wasm inspect says that it may not read a file",
  { skip: process.getuid?.() === 0 && "root may read every file" },
  async (t) => {
    const cwd = await tempFolder(t);
    const file = join(cwd, "filter.wasm");
    await writeFile(file, OLD);
    await chmod(file, 0);
    const { status, stderr } = runCli(["inspect", file]);
    assert.equal(status, 1);
    assert.match(stderr, /: its permissions forbid it\.\n$/);
  },
);

test("proxy-wasm inspect takes a path with spaces and unicode", async (t) => {
  const folder = join(await tempFolder(t), "mein Ordner ü");
  await mkdir(folder);
  const file = join(folder, "der Filter 過濾.wasm");
  await copyFile(await compile(EXAMPLE), file);
  const { status, stdout } = runCli(["inspect", file]);
  assert.equal(status, 0);
  assert.ok(stdout.startsWith(`${file}: `));
});
