import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { compile, interfaceOf } from "../compile.ts";
import { ROOT } from "../../scripts/project/project-files.ts";

async function exportsOf(source: string): Promise<string[]> {
  return (await interfaceOf(await compile(source))).exports.toSorted();
}

test("pruneCallbacks keeps only the callbacks that the filter overrides", async () => {
  assert.deepEqual(await exportsOf("tests/module/filters/allocates.ts"), [
    "_initialize",
    "malloc",
    "memory",
    "proxy_abi_version_0_2_1",
    "proxy_on_context_create",
    "proxy_on_delete",
    "proxy_on_log",
    "proxy_on_memory_allocate",
    "proxy_on_request_headers",
  ]);
});

test("pruneCallbacks keeps a callback that a class overrides two levels down", async () => {
  const names = await exportsOf("tests/envoy/filters/two-roots.ts");
  assert.ok(names.includes("proxy_on_response_headers"));
});

test("pruneCallbacks keeps proxy_on_configure where several root ids must be told apart", async () => {
  const names = await exportsOf("tests/envoy/filters/fallback-root.ts");
  assert.ok(names.includes("proxy_on_configure"));
});

test("pruneCallbacks keeps proxy_on_configure where the configuration is read later", async () => {
  const names = await exportsOf("tests/transform/filters/late-reader.ts");
  assert.ok(names.includes("proxy_on_configure"));
});

test("without the transform every callback is exported", async () => {
  const names = await exportsOf("tests/envoy/without-transform/index.ts");
  const listed = [];
  for (const file of await readdir(join(ROOT, "assembly/exports"))) {
    if (/^abi-(?!0\.2\.1)/.test(file)) continue;
    const source = await readFile(join(ROOT, "assembly/exports", file), "utf8");
    for (const match of source.matchAll(/^export function (\w+)/gm)) {
      listed.push(match[1]);
    }
  }
  assert.deepEqual(names, [...listed, "memory", "_initialize"].toSorted());
});

test("a module imports nothing that its filter does not reach", async () => {
  const { imports } = await interfaceOf(
    await compile("tests/envoy/filters/throws.ts"),
  );
  assert.deepEqual(imports.toSorted(), [
    "env.proxy_get_header_map_value",
    "env.proxy_log",
  ]);
});
