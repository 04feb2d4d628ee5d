import assert from "node:assert/strict";
import { test } from "node:test";
import { parse, parseAllDocuments } from "yaml";
import type { DeploymentInput } from "../../../cli/deployment/deployment.ts";
import { parseDeployment } from "../../../cli/deployment/parse-deployment.ts";
import { EnvoyProcess } from "../../../cli/envoy/envoy-process.ts";
import type { EnvoyObject } from "../../../cli/envoy/extension.ts";
import { ENVOY, KUBERNETES_KINDS } from "../../../cli/manifests/kinds.ts";
import type { Manifest } from "../../../cli/manifests/manifest.ts";
import { renderManifest } from "../../../cli/manifests/render-manifest.ts";
import { compile } from "../../compile.ts";
import { get } from "../../envoy/start-envoy.ts";
import { assertGolden } from "../golden.ts";
import { LEAST } from "./deployments.ts";
import { validateResource } from "./validate-resource.ts";

const GATEWAY = [{ kind: "Gateway", name: "eg" }];
const ADDRESS = { host: "127.0.0.1", port: 0 };

const first: DeploymentInput = { ...LEAST, name: "first" };
const second: DeploymentInput = { ...LEAST, name: "second" };

function make(kind: string, inputs: DeploymentInput[]): Manifest {
  const found = [ENVOY, ...KUBERNETES_KINDS].find(({ name }) => name === kind);
  const filters = inputs.map((input) => ({
    deployment: parseDeployment(input, "the test"),
    module: new Uint8Array(Buffer.from("\0asm\x01\0\0\0", "latin1")),
  }));
  const around = { listen: ADDRESS, admin: ADDRESS };
  return (found ?? assert.fail(kind)).make({ name: "both", filters, around });
}

const CASES: [string, DeploymentInput[]][] = [
  ["wasmplugin", [first, second]],
  ["trafficextension", [first, second]],
  ["envoyfilter", [first, second]],
  [
    "envoygateway",
    [
      { ...first, targetRefs: GATEWAY },
      { ...second, targetRefs: GATEWAY },
    ],
  ],
  ["higress", [first, second]],
  ["configmap", [first, second]],
];

for (const [kind, inputs] of CASES) {
  test(`manifest ${kind} prints several filters as it is kept, and as the schemas have them`, () => {
    const yaml = renderManifest(make(kind, inputs));
    assertGolden(`manifests/golden/${kind}-several.yaml`, yaml);
    for (const document of parseAllDocuments(yaml)) {
      const value = document.toJS() as Parameters<typeof validateResource>[0];
      if ("spec" in value) assert.deepEqual(validateResource(value), []);
      else assert.equal(kind, "configmap");
    }
  });
}

test("manifest envoyfilter inverts priorities only where the first to be applied stands first", () => {
  const prioritiesOf = (phase?: "AUTHN") =>
    make("envoyfilter", [
      { ...first, phase },
      { ...second, phase },
    ]).documents.map((each) => (each as { spec: EnvoyObject }).spec.priority);
  assert.deepEqual(prioritiesOf(), [-1, 0]);
  assert.deepEqual(prioritiesOf("AUTHN"), [1, 0]);
});

test("manifest envoygateway refuses filters of one policy that attach to different places", () => {
  assert.throws(
    () => make("envoygateway", [{ ...first, targetRefs: GATEWAY }, second]),
    { message: /without targetRefs or targetSelectors/ },
  );
  const targetRefs = [{ kind: "HTTPRoute", name: "web" }];
  assert.throws(
    () =>
      make("envoygateway", [
        { ...first, targetRefs: GATEWAY },
        { ...second, targetRefs },
      ]),
    { message: /for first and second: their targetRefs differ; write what/ },
  );
});

test("manifest envoy starts Envoy with several filters in their order", async (t) => {
  const http = await compile("examples/add-header/assembly/index.ts");
  const tcp = await compile("tests/envoy/filters/tcp.ts");
  const filters: DeploymentInput[] = [
    { name: "l4", url: `file://${tcp}`, form: "network" },
    { name: "a", url: `file://${http}`, configuration: "first" },
    { name: "b", url: `file://${http}`, configuration: "second" },
  ];
  const config = parse(renderManifest(make("envoy", filters))) as EnvoyObject;
  const envoy = await EnvoyProcess.start(config, { logLevel: "warning" });
  t.after(() => envoy.stop());
  // The response passes the filters in the opposite order.
  assert.equal((await get(envoy)).header("hello"), "first");
});
