import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { writeRuntimeConfigs } from "../../../cli/compile/write-runtime-configs.ts";
import { tempFolder } from "../../temp-folder.ts";

test("writeRuntimeConfigs describes the last module in each folder", async (t) => {
  const folder = await tempFolder(t);
  for (const each of ["a", "b"]) await mkdir(join(folder, each));
  await writeRuntimeConfigs([
    { file: join(folder, "a/debug.wasm"), abiVersion: "0.2.0", rootIds: [] },
    { file: join(folder, "b/old.wasm"), abiVersion: undefined, rootIds: [] },
    { file: join(folder, "a/it.wasm"), abiVersion: "0.2.1", rootIds: ["x"] },
  ]);
  assert.deepEqual(await configIn(join(folder, "a")), {
    type: "envoy_proxy",
    abiVersions: ["v0.2.1"],
    config: { rootIds: ["x"] },
  });
  assert.deepEqual(await configIn(join(folder, "b")), {
    type: "envoy_proxy",
    abiVersions: [],
    config: { rootIds: [] },
  });
});

async function configIn(folder: string): Promise<unknown> {
  return JSON.parse(
    await readFile(join(folder, "runtime-config.json"), "utf8"),
  );
}
