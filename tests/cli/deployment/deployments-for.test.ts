import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import type { DeploymentInput } from "../../../cli/deployment/deployment.ts";
import { deploymentsFor } from "../../../cli/deployment/deployments-for.ts";
import { readDescription } from "../../../cli/deployment/read-input.ts";
import { KUBERNETES_KINDS } from "../../../cli/manifests/kinds.ts";
import { makeManifest } from "../../../cli/manifests/make-manifest.ts";
import { tempFolder } from "../../temp-folder.ts";

const KINDS = ["wasmplugin", "envoygateway"];

const TWO = `namespace: shop
labels: { app: web }
kinds:
  envoygateway: { targetRefs: [{ kind: Gateway, name: eg }] }
filters:
  - name: auth
    url: oci://r.example/auth:v1
    kinds:
      envoygateway: { rootId: auth }
  - name: header
    url: oci://r.example/header:v1
    namespace: shop
`;

async function written(t: TestContext, text: string): Promise<string> {
  const file = join(await tempFolder(t), "deployment.yaml");
  await writeFile(file, text);
  return file;
}

async function read(
  t: TestContext,
  text: string,
  kind = "wasmplugin",
  flags: DeploymentInput = {},
) {
  const description = await readDescription(await written(t, text));
  return deploymentsFor(description, { name: kind }, flags, KINDS);
}

test("deploymentsFor gives each filter the shared keys, and those of the kind", async (t) => {
  const istio = await read(t, TWO);
  assert.equal(istio.name, "auth");
  const [auth, header] = istio.deployments;
  assert.deepEqual([auth?.name, auth?.namespace], ["auth", "shop"]);
  assert.deepEqual(header?.labels, { app: "web" });
  assert.equal(auth?.targetRefs, undefined);
  const gateway = await read(t, `name: both\n${TWO}`, "envoygateway");
  assert.equal(gateway.name, "both");
  const targets = gateway.deployments.map(({ targetRefs }) => targetRefs?.[0]);
  assert.deepEqual(targets, Array(2).fill({ kind: "Gateway", name: "eg" }));
  assert.equal(gateway.deployments[0]?.rootId, "auth");
});

test("deploymentsFor puts flags over every key of a file", async (t) => {
  const text =
    "name: a\nurl: oci://r.example/a:v1\nkinds: { wasmplugin: { rootId: b } }";
  const { deployments } = await read(t, text, "wasmplugin", { rootId: "c" });
  assert.equal(deployments[0]?.rootId, "c");
});

const WRONG: [string, RegExp][] = [
  ["filters: []", /, line 1: filters must be a list of filters\.$/],
  ["name: a\nfilters: [b]", /, line 2: filters\.0 must hold keys\.$/],
  ["kinds: { pod: {} }", /, line 1: unknown kind pod; use one of wasmpl/],
  ["kinds: []", /kinds must hold keys by the kind\.$/],
  ["kinds: { wasmplugin: 1 }", /kinds\.wasmplugin must hold keys\.$/],
  [TWO.replace("name: header", "name: auth"), /, line 10: the name auth is th/],
  [TWO.replace("app: web", "app: a b"), /, line 2: labels\.app: must be empty/],
  [`${TWO}    phase: X\n`, /, line 13: phase: expected one of/],
  [
    "name: a\nurl: oci://r.example/a\nx: 1",
    /, line 3: a deployment has no "x"/,
  ],
];

for (const [text, message] of WRONG) {
  test(`deploymentsFor names the line with ${message}`, async (t) => {
    await assert.rejects(read(t, text), { name: "CliError", message });
  });
}

test("deploymentsFor takes no flag for several filters that each has its own of", async (t) => {
  await assert.rejects(read(t, TWO, "wasmplugin", { name: "a" }), {
    message: /^Cannot use --name with .*deployment\.yaml: it has 2 filters, /,
  });
});

test("makeManifest names the line of a key that a kind refuses", async (t) => {
  const file = await written(
    t,
    `${TWO}    capabilities: least\n    module: a\n`,
  );
  const [wasmplugin] = KUBERNETES_KINDS;
  assert.ok(wasmplugin);
  await assert.rejects(
    makeManifest(wasmplugin, {
      file: await written(
        t,
        TWO.replace("v1\n    k", "v1\n    capabilities: [a]\n    k"),
      ),
      flags: {},
    }),
    { message: /with "capabilities": .*deployment\.yaml, line 8\)\.$/ },
  );
  await assert.rejects(makeManifest(wasmplugin, { file, flags: {} }), {
    message:
      'Cannot read the module a: there is no such file; run "proxy-wasm build" first.',
  });
});
