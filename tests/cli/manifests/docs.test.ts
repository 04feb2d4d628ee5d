import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { packageRoot } from "../../../cli/base/package-root.ts";
import { ENVOY, KUBERNETES_KINDS } from "../../../cli/manifests/kinds.ts";
import { makeManifest } from "../../../cli/manifests/make-manifest.ts";
import { writeMinimalWasm } from "../../envoy/minimal-wasm.ts";
import { tempFolder } from "../../temp-folder.ts";
import { validateResource } from "./validate-resource.ts";

/** The descriptions of deployments that the docs have. */
function descriptions(page: string): string[] {
  const file = join(packageRoot(), "docs/deploy", page);
  const blocks = readFileSync(file, "utf8").matchAll(/```yaml\n([^]*?)```/g);
  return [...blocks]
    .map(([, yaml]) => yaml)
    .filter((yaml) => /url:/.test(yaml));
}

test("manifest prints the first description of the docs for every kind", async (t) => {
  const [yaml] = descriptions("README.md");
  const folder = await tempFolder(t);
  const file = join(folder, "deployment.yaml");
  await writeFile(file, yaml ?? assert.fail());
  const module = await writeMinimalWasm(join(folder, "a.wasm"));
  for (const kind of [ENVOY, ...KUBERNETES_KINDS]) {
    const flags = kind.name === "configmap" ? { module } : {};
    const { documents } = await makeManifest(kind, { file, flags });
    for (const document of documents as Parameters<
      typeof validateResource
    >[0][]) {
      if (!document.spec) continue;
      assert.deepEqual(validateResource(document), [], kind.name);
    }
  }
});

test("manifest prints every description of the docs as a WasmPlugin", async (t) => {
  const folder = await tempFolder(t);
  const file = join(folder, "deployment.yaml");
  const all = ["README.md", "calls.md"].flatMap(descriptions);
  assert.equal(all.length, 4);
  for (const yaml of all) {
    await writeFile(file, yaml);
    const [kind] = KUBERNETES_KINDS;
    const made = await makeManifest(kind ?? assert.fail(), { file, flags: {} });
    assert.ok(made.documents.length > 0);
  }
});
