import assert from "node:assert/strict";
import { test } from "node:test";
import type { DeploymentInput } from "../../../cli/deployment/deployment.ts";
import { parseDeployment } from "../../../cli/deployment/parse-deployment.ts";
import { completeDeployment } from "../../../cli/manifests/complete-deployment.ts";
import { ENVOY, KUBERNETES_KINDS } from "../../../cli/manifests/kinds.ts";
import type { Manifest } from "../../../cli/manifests/manifest.ts";
import { LEAST } from "./deployments.ts";

const FILE = "file:///a.wasm";
const TARGET = [{ kind: "Gateway", name: "eg" }];
const ROUTE = [{ kind: "HTTPRoute", name: "web" }];
const SERVICE = [{ kind: "Service", name: "web" }];

/** What each kind says to what it cannot print. */
const REFUSALS: [string, DeploymentInput, RegExp][] = [
  ["wasmplugin", { capabilities: ["proxy_log"] }, /"capabilities": it restr/],
  [
    "wasmplugin",
    { configuration: "text" },
    /configuration that is not an object/,
  ],
  ["wasmplugin", { configuration: [1] }, /configuration that is not an object/],
  ["wasmplugin", { vmConfiguration: "x" }, /"vmConfiguration"/],
  ["wasmplugin", { form: "service" }, /form service: it has http and network/],
  [
    "wasmplugin",
    { context: "gateway" },
    /in the sidecars of the namespace, too/,
  ],
  [
    "wasmplugin",
    { targetRefs: ROUTE },
    /target HTTPRoute\/web: it attaches to G/,
  ],
  [
    "wasmplugin",
    { targetRefs: [{ kind: "Gateway", name: "eg", sectionName: "http" }] },
    /leave out http/,
  ],
  [
    "trafficextension",
    { targetRefs: SERVICE, context: "gateway" },
    /a waypoint's traffic is inbound/,
  ],
  ["wasmplugin", { environment: { A: "x".repeat(2049) } }, /2048 characters/],
  ["trafficextension", { allowOnHeadersStopIteration: true }, /does not set/],
  ["envoyfilter", { form: "accessLog" }, /mount the file and use file:/],
  ["envoyfilter", { pullSecret: "s" }, /"pullSecret"/],
  ["envoyfilter", { phase: "STATS" }, /phase STATS: it knows the first/],
  [
    "envoyfilter",
    { form: "service", url: FILE },
    /ignores patches of the boot/,
  ],
  [
    "envoyfilter",
    { targetRefs: SERVICE },
    /attaches to Gateway or GatewayClass/,
  ],
  [
    "envoyfilter",
    { targetRefs: TARGET, context: "inbound", ports: [80] },
    /"ports": a waypoint has no listeners by port/,
  ],
  ["envoyfilter", { targetRefs: TARGET, context: "outbound" }, /run nowhere/],
  ["envoyfilter", { priority: -(2 ** 31) }, /must be -2147483647 or higher/],
  ["envoygateway", {}, /without targetRefs/],
  ["envoygateway", { targetRefs: TARGET, url: FILE }, /fetches modules/],
  ["envoygateway", { targetRefs: TARGET, form: "network" }, /only http/],
  ["envoygateway", { targetRefs: TARGET, failPolicy: "reload" }, /reload/],
  ["envoygateway", { targetRefs: SERVICE }, /target Service\/web: it attaches/],
  [
    "envoygateway",
    { targetRefs: TARGET, environment: { A: "b" } },
    /hostEnvir/,
  ],
  [
    "envoygateway",
    { targetRefs: TARGET, mergeType: "JSONMerge" },
    /there is a Gateway/,
  ],
  [
    "envoygateway",
    { targetSelectors: [{ kind: "Service", matchLabels: { a: "b" } }] },
    /selector for the kind Service/,
  ],
  ["higress", { form: "network" }, /only http/],
  ["higress", { failPolicy: "reload" }, /reload/],
  ["configmap", {}, /without the module/],
  ["envoy", {}, /Envoy itself pulls no images/],
  ["envoy", { url: "https://a.example/a.wasm" }, /without its digest/],
  ["envoy", { url: FILE, form: "network" }, /--upstream ADDRESS/],
  ["envoy", { url: "file://host/a.wasm" }, /file:\/\/\/absolute\/path/],
  ["envoy", { url: "https://[" }, /the others need a host/],
];

for (const [kind, input, message] of REFUSALS) {
  test(`manifest ${kind} refuses ${JSON.stringify(input)}`, () => {
    assert.throws(() => make(kind, input), { name: "CliError", message });
  });
}

test("manifest notes what a resource does without", () => {
  const { notes } = make("wasmplugin", { vmId: "a" });
  assert.deepEqual(notes, [
    '"vmId" is not in a WasmPlugin: each plugin has a VM of its own there.',
  ]);
});

test("manifest configmap notes a module that Kubernetes refuses", () => {
  const deployment = parseDeployment(LEAST, "x");
  const kind = KUBERNETES_KINDS.find(({ name }) => name === "configmap");
  const size = 1024 * 1024;
  const notesOf = (length: number) => {
    const filters = [{ deployment, module: new Uint8Array(length) }];
    return kind?.make({ name: "a", filters }).notes;
  };
  assert.deepEqual(notesOf(size), []);
  assert.match(notesOf(size + 1)?.[0] ?? "", /has 1048577 bytes/);
});

test("completeDeployment gives a file to fetch its digest, and an image none", async () => {
  const module = new Uint8Array(Buffer.from("\0asm\x01\0\0\0", "latin1"));
  const http = parseDeployment({ name: "a", url: "http://h/a.wasm" }, "x");
  assert.equal(
    (await completeDeployment(http, module)).sha256,
    "93a44bbb96c751218e4c00d479e4c14358122a389acca16205b1e4d0dc5f9476",
  );
  const image = parseDeployment(LEAST, "x");
  const { sha256 } = await completeDeployment(image, module);
  assert.equal(sha256, undefined);
});

test("completeDeployment needs the module for its least capabilities", async () => {
  const input: DeploymentInput = { ...LEAST, capabilities: "least" };
  const deployment = parseDeployment(input, "x");
  await assert.rejects(completeDeployment(deployment, undefined), {
    message: /without the module/,
  });
});

function make(kind: string, input: DeploymentInput): Manifest {
  const found = [ENVOY, ...KUBERNETES_KINDS].find(({ name }) => name === kind);
  const deployment = parseDeployment({ ...LEAST, ...input }, "the test");
  const { name } = deployment;
  const filters = [{ deployment }];
  return (found ?? assert.fail(kind)).make({ name, filters });
}
