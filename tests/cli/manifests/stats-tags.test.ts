import assert from "node:assert/strict";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { parse } from "yaml";
import {
  readMetricTags,
  writeMetricTags,
} from "../../../cli/compile/metric-tags.ts";
import { ENVOY, KUBERNETES_KINDS } from "../../../cli/manifests/kinds.ts";
import { makeManifest } from "../../../cli/manifests/make-manifest.ts";
import { renderManifest } from "../../../cli/manifests/render-manifest.ts";
import { tempFolder } from "../../temp-folder.ts";

const EMPTY_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

const ROUTE = { tag_name: "route", regex: "[.;](route=\\.=([^;]*);\\.;)" };

/** Prints the manifest of a kind for a module whose metrics have tags. */
async function print(t: TestContext, name: string, tags: string[], url = "") {
  const module = join(await tempFolder(t), "a.wasm");
  await writeFile(module, EMPTY_MODULE);
  await writeMetricTags(module, tags);
  const kind = [ENVOY, ...KUBERNETES_KINDS].find((each) => each.name === name)!;
  const place = url === "" ? {} : { url };
  const targetRefs = [{ kind: "Gateway", name: "eg" }];
  const target = name === "envoy" ? {} : { targetRefs };
  const flags = { name: "a", module, ...place, ...target };
  return renderManifest(await makeManifest(kind, { flags }));
}

test("manifest envoy prints the stats_tags of a module's metrics, and none without", async (t) => {
  const config = parse(await print(t, "envoy", ["route"])) as object;
  assert.deepEqual((config as { stats_config: unknown }).stats_config, {
    stats_tags: [ROUTE],
  });
  const without = parse(await print(t, "envoy", [])) as object;
  assert.ok(!("stats_config" in without));
});

for (const kind of ["wasmplugin", "trafficextension", "envoyfilter"]) {
  test(`manifest ${kind} says which annotations show the labels of metrics`, async (t) => {
    const url = "oci://registry.example/a:v1";
    const text = await print(t, kind, ["route", "status"], url);
    assert.match(text, /^# .*statsInclusionPrefixes: wasmcustom$/m);
    assert.match(text, /^# .*extraStatTags: route,status$/m);
  });
}

test("manifest envoygateway says what the EnvoyProxy needs for the labels of metrics", async (t) => {
  const url = "oci://registry.example/a:v1";
  const text = await print(t, "envoygateway", ["route"], url);
  const lines = text.split("\n").filter((line) => line.startsWith("#   "));
  const proxy = lines.map((line) => line.slice(4)).join("\n");
  const { spec } = parse(proxy) as {
    spec: { bootstrap: { type: string; value: string } };
  };
  assert.equal(spec.bootstrap.type, "Merge");
  assert.deepEqual(parse(spec.bootstrap.value), {
    stats_config: { stats_tags: [ROUTE] },
  });
});

test("readMetricTags refuses a file that is not a list of names, and one that it cannot read", async (t) => {
  const folder = await tempFolder(t);
  const file = join(folder, "metric-tags.json");
  const module = join(folder, "a.wasm");
  for (const text of ["", "{", '{"a":1}', "[1]", '["a)("]']) {
    await writeFile(file, text);
    await assert.rejects(readMetricTags(module), {
      message: `Cannot read ${file}: it is not a list of tags. Build the filter again.`,
    });
  }
  await rm(file);
  await mkdir(file);
  await assert.rejects(readMetricTags(module), {
    message: `Cannot read ${file}: it is a folder.`,
  });
});
