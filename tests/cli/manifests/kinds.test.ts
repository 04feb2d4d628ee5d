import assert from "node:assert/strict";
import { test } from "node:test";
import { parseAllDocuments } from "yaml";
import type { DeploymentInput } from "../../../cli/deployment/deployment.ts";
import { parseDeployment } from "../../../cli/deployment/parse-deployment.ts";
import {
  ENVOY,
  KUBERNETES_KINDS,
  type ManifestKind,
} from "../../../cli/manifests/kinds.ts";
import type { EnvoyAround } from "../../../cli/manifests/envoy.ts";
import { renderManifest } from "../../../cli/manifests/render-manifest.ts";
import { assertGolden } from "../golden.ts";
import { ENVOY_FIELDS, ISTIO, LEAST } from "./deployments.ts";
import { validateResource } from "./validate-resource.ts";

interface Case {
  kind: string;
  name: string;
  input: DeploymentInput;
  given?: { module?: Uint8Array; around?: EnvoyAround };
}

const GATEWAY = [{ kind: "Gateway", name: "eg" }];
const HTTPS = "https://files.example/add-header.wasm";
const FILE = ENVOY_FIELDS.url;
const withoutLabels = { ...ISTIO, labels: undefined };

const CASES: Case[] = [
  { kind: "wasmplugin", name: "least", input: LEAST },
  { kind: "wasmplugin", name: "full", input: ISTIO },
  {
    kind: "wasmplugin",
    name: "network-gateway",
    input: {
      ...withoutLabels,
      form: "network",
      url: HTTPS,
      context: "gateway",
      targetRefs: GATEWAY,
    },
  },
  { kind: "trafficextension", name: "least", input: LEAST },
  { kind: "trafficextension", name: "full", input: ISTIO },
  {
    kind: "envoyfilter",
    name: "file",
    input: { ...ENVOY_FIELDS, labels: { app: "web" }, context: "inbound" },
  },
  {
    kind: "envoyfilter",
    name: "image",
    input: {
      ...LEAST,
      context: "outbound",
      ports: [80, 81],
      proxyVersion: "^1\\.31",
      phase: "AUTHN",
      priority: 7,
    },
  },
  {
    kind: "envoyfilter",
    name: "network",
    input: { name: "l4", url: FILE, form: "network", context: "gateway" },
  },
  {
    kind: "envoyfilter",
    name: "access-log",
    input: { name: "log", url: FILE, form: "accessLog" },
  },
  {
    kind: "envoyfilter",
    name: "gateway-target",
    input: { ...LEAST, targetRefs: GATEWAY },
  },
  {
    kind: "envoygateway",
    name: "image",
    input: {
      ...LEAST,
      targetRefs: GATEWAY,
      pullSecret: "regcred",
      pullPolicy: "Always",
      configuration: { value: "world" },
      failPolicy: "open",
      hostEnvironment: ["POD_NAME"],
      rootId: "add_header",
    },
  },
  {
    kind: "envoygateway",
    name: "https",
    input: {
      name: "add-header",
      url: HTTPS,
      sha256: ISTIO.sha256,
      targetRefs: [{ kind: "HTTPRoute", name: "web" }],
    },
  },
  {
    kind: "higress",
    name: "full",
    input: {
      ...LEAST,
      rootId: "add_header",
      configuration: { value: "world" },
      phase: "STATS",
      priority: 3,
      failPolicy: "closed",
      matchRules: [
        { domain: ["shop.example"], config: { value: "shop" } },
        { ingress: ["default/other"], configDisable: true },
      ],
    },
  },
  {
    kind: "configmap",
    name: "module",
    input: { name: "add-header", url: FILE },
    given: { module: Buffer.from("\0asm\x01\0\0\0", "latin1") },
  },
  { kind: "envoy", name: "file", input: ENVOY_FIELDS },
  {
    kind: "envoy",
    name: "https",
    input: { name: "add-header", url: HTTPS, sha256: ISTIO.sha256 },
    given: { around: { upstream: { host: "backend", port: 8080 } } },
  },
];

for (const { kind: name, name: variant, input, given = {} } of CASES) {
  test(`manifest ${name} prints the ${variant} deployment as it is kept, and as the schema has it`, () => {
    const kind = kindOf(name);
    const deployment = parseDeployment(input, "the test");
    const { module, around } = given;
    const filters = [{ deployment, module }];
    const made = kind.make({ name: deployment.name, filters, around });
    const yaml = renderManifest(made);
    assertGolden(`manifests/golden/${name}-${variant}.yaml`, yaml);
    for (const document of parseAllDocuments(yaml)) {
      const value = document.toJS() as Parameters<typeof validateResource>[0];
      if ("spec" in value) assert.deepEqual(validateResource(value), []);
      else assert.ok(["configmap", "envoy"].includes(name));
    }
  });
}

test("validateResource finds what a definition does not have", () => {
  const deployment = parseDeployment(LEAST, "x");
  const filters = [{ deployment }];
  const made = kindOf("wasmplugin").make({ name: "x", filters });
  const [resource] = made.documents as [Parameters<typeof validateResource>[0]];
  const findings = validateResource({
    ...resource,
    spec: { ...resource.spec, phase: "AUTH", plugin: "x" },
  });
  assert.equal(findings.length > 0, true);
});

function kindOf(name: string): ManifestKind {
  const kinds = [ENVOY, ...KUBERNETES_KINDS];
  return kinds.find((kind) => kind.name === name) ?? assert.fail(name);
}
