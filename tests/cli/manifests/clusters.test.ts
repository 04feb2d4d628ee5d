import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
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

const ADDRESS = { host: "127.0.0.1", port: 0 };
const SERVICE = "outbound|8080||auth.shop.svc.cluster.local";

const EXTERNAL = {
  "outbound|80||auth.example": "https://auth.example",
  "outbound|50051||limits.example": "h2c://10.0.0.7:50051",
  [SERVICE]: "http://auth.shop.svc.cluster.local:8080",
  auth: "grpcs://auth.example",
};

const targetRefs = [{ kind: "Gateway", name: "eg" }];

function make(kind: string, inputs: DeploymentInput[]): Manifest {
  const found = [ENVOY, ...KUBERNETES_KINDS].find(({ name }) => name === kind);
  const filters = inputs.map((input) => ({
    deployment: parseDeployment({ ...LEAST, ...input }, "the test"),
  }));
  const around = { listen: ADDRESS, admin: ADDRESS };
  return (found ?? assert.fail(kind)).make({ name: "a", filters, around });
}

const CASES: [string, DeploymentInput][] = [
  ["wasmplugin", { labels: { app: "web" }, clusters: EXTERNAL }],
  ["envoyfilter", { targetRefs, clusters: { auth: "10.0.0.7:80" } }],
  [
    "envoygateway",
    {
      targetRefs,
      clusters: {
        auth: "https://auth.example",
        "httproute/shop/auth/rule/0": "auth.shop.svc.cluster.local:8080",
      },
    },
  ],
  [
    "higress",
    {
      clusters: {
        "outbound|443||auth.dns": "https://auth.example",
        "outbound|80||limits.static": "10.0.0.7:8080",
        [SERVICE]: "auth.shop.svc.cluster.local:8080",
      },
    },
  ],
];

for (const [kind, input] of CASES) {
  test(`manifest ${kind} prints what the calls of a filter need as it is kept, and as the schemas have it`, () => {
    const yaml = renderManifest(make(kind, [input]));
    assertGolden(`manifests/golden/${kind}-clusters.yaml`, yaml);
    for (const document of parseAllDocuments(yaml)) {
      const value = document.toJS() as Parameters<typeof validateResource>[0];
      assert.deepEqual(validateResource(value), []);
    }
  });
}

test("manifest wasmplugin notes that a Service has a cluster already, and what passes mutual TLS by", () => {
  const clusters = {
    [SERVICE]: "auth.shop.svc.cluster.local:8080",
    auth: "auth.shop.svc.cluster.local:8080",
  };
  const { notes } = make("wasmplugin", [{ clusters }]);
  assert.match(
    notes[0] ?? "",
    /^Istio makes the cluster outbound\|8080\|\|auth/,
  );
  assert.match(
    notes[1] ?? "",
    /^The cluster auth reaches .* call it outbound\|8080\|\|auth\.shop\.svc/,
  );
});

const WRONG: [string, DeploymentInput[], RegExp][] = [
  [
    "wasmplugin",
    [{ clusters: { "outbound|443||a.example": "https://a.example" } }],
    /TLS within TLS; call it outbound\|80\|\|a\.example, /,
  ],
  [
    "envoygateway",
    [
      {
        targetRefs: [{ kind: "HTTPRoute", name: "web" }],
        clusters: { auth: "auth.example:80" },
      },
    ],
    /adds it to a Gateway, and none is among the targets; name a Gateway, or/,
  ],
  [
    "higress",
    [{ clusters: { auth: "auth.example:80" } }],
    /names clusters itself, so call this one outbound\|80\|\|NAME\.dns\.$/,
  ],
  [
    "wasmplugin",
    [
      { clusters: { auth: "auth.example:80" } },
      { name: "b", clusters: { auth: "auth.example:81" } },
    ],
    /^Cannot have the cluster auth at auth\.example:81: another filter has it/,
  ],
];

for (const [kind, inputs, message] of WRONG) {
  test(`manifest ${kind} throws ${message}`, () => {
    assert.throws(() => make(kind, inputs), { name: "CliError", message });
  });
}

test("manifest envoy starts Envoy with the clusters that a filter calls, and no other is there", async (t) => {
  const server = createServer((_, response) => response.end());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const url = `file://${await compile("tests/envoy/filters/call-cluster.ts")}`;
  const clusters = { [SERVICE]: `http://localhost:${port}` };
  for (const [configuration, outcome] of [
    [SERVICE, "200"],
    ["other", "refused, 2"],
  ] as const) {
    const made = make("envoy", [{ url, configuration, clusters }]);
    const config = parse(renderManifest(made)) as EnvoyObject;
    const lines: string[] = [];
    const envoy = await EnvoyProcess.start(config, {
      logLevel: "warning",
      onLog: (line) => lines.push(line),
    });
    t.after(() => envoy.stop());
    assert.equal((await get(envoy)).header("called"), outcome);
    // All of the log is there once it has ended.
    await envoy.stop();
    const refusals = lines.filter((line) => line.includes("no cluster other"));
    assert.equal(refusals.length, outcome === "200" ? 0 : 1);
  }
});
