import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { partDocuments } from "../../../cli/kubectl/parts.ts";
import type { Resource } from "../../../cli/kubectl/resource.ts";
import { tempFolder } from "../../temp-folder.ts";
import { fakeKubectl } from "./fake-kubectl.ts";

function document(kind: string, name: string, group: string): Resource {
  const metadata = { name, namespace: "shop" };
  return { apiVersion: `${group}/v1alpha1`, kind, metadata, spec: {} };
}

const ISTIO = "networking.istio.io";
const ENTRY = document("ServiceEntry", "auth.example", ISTIO);
const CLUSTERS = document("EnvoyFilter", "a-clusters", ISTIO);
const FILTER = document("EnvoyFilter", "a", ISTIO);
const PLUGIN = document("WasmPlugin", "a", "extensions.istio.io");

const CASES: [string, Resource[], string[], string[]][] = [
  [
    "wasmplugin",
    [ENTRY, CLUSTERS, PLUGIN],
    ["a"],
    ["auth.example", "a-clusters"],
  ],
  ["envoyfilter", [CLUSTERS, FILTER], ["a"], ["a-clusters"]],
  ["envoyfilter", [CLUSTERS], ["a-clusters"], []],
];

for (const [kind, documents, names, others] of CASES) {
  const given = documents.map(({ metadata }) => metadata.name).join(", ");
  test(`partDocuments tells plugins from what they need: ${kind} of ${given}`, () => {
    const { plugins, parts } = partDocuments(kind, documents);
    const nameOf = ({ metadata }: Resource) => metadata.name;
    assert.deepEqual(plugins.map(nameOf), names);
    assert.deepEqual(parts.map(nameOf), others);
  });
}

const OURS = { "app.kubernetes.io/managed-by": "proxy-wasm" };

test("proxy-wasm undeploy deletes what the plugin needed, by the label of deploy", async (t) => {
  const { parts } = partDocuments("wasmplugin", [ENTRY, PLUGIN]);
  const [[label, value] = []] = Object.entries(parts[0]?.metadata.labels ?? {});
  const type = "wasmplugins.extensions.istio.io";
  const live = { ...PLUGIN, metadata: { ...PLUGIN.metadata, labels: OURS } };
  const entries = `serviceentries.${ISTIO}`;
  const kubectl = await fakeKubectl(t, [
    { when: ["get", `${type}/a`], stdout: JSON.stringify(live) },
    {
      when: ["get", entries, `--selector=${label}=${value}`],
      stdout: JSON.stringify({ items: parts }),
    },
  ]);
  const flags = ["--name", "a", "--namespace", "shop"];
  assert.equal(kubectl.run("undeploy", "wasmplugin", ...flags).status, 0);
  assert.deepEqual(
    (await kubectl.callsOf("delete")).map(({ args }) => args[1]),
    [`${type}/a`, `${entries}/auth.example`],
  );
});

const FILTERS = `name: both
namespace: shop
filters:
  - name: first
  - name: second
    namespace: other
kinds:
  higress: { namespace: higress-system }
`;

const NAMED: [string, string[]][] = [
  ["wasmplugin", ["shop/first", "other/second"]],
  ["envoygateway", ["shop/both"]],
  ["higress", ["higress-system/first", "other/second"]],
];

for (const [kind, names] of NAMED) {
  test(`proxy-wasm undeploy ${kind} takes all filters of a file`, async (t) => {
    const file = join(await tempFolder(t), "deployment.yaml");
    await writeFile(file, FILTERS);
    const kubectl = await fakeKubectl(t);
    const { stderr, status } = kubectl.run("undeploy", kind, "--file", file);
    assert.equal(status, 0);
    const said = stderr.matchAll(
      /There is no \w+ (\S+) in the namespace (\S+):/g,
    );
    assert.deepEqual(
      [...said].map(([, name, namespace]) => `${namespace}/${name}`),
      names,
    );
  });
}
