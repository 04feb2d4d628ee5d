import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { FilterStatus } from "../../../cli/status/filter-status.ts";
import { fakeKubectl, type Answer } from "../kubectl/fake-kubectl.ts";
import { recorded } from "./recorded.ts";

const POD = {
  metadata: { name: "envoy-eg-1", namespace: "envoy-gateway-system" },
  spec: { containers: [{ name: "envoy" }, { name: "shutdown-manager" }] },
};

const ACCEPTED = {
  type: "Accepted",
  status: "True",
  reason: "Accepted",
  message: "Policy has been accepted.",
  observedGeneration: 2,
};

function policy(condition: object): Answer {
  const live = {
    kind: "EnvoyExtensionPolicy",
    metadata: { name: "hello", namespace: "default", generation: 2 },
    spec: { targetRefs: [{ kind: "Gateway", name: "eg" }] },
    status: {
      ancestors: [
        {
          ancestorRef: { kind: "Gateway", name: "eg" },
          conditions: [{ ...ACCEPTED, ...condition }],
        },
      ],
    },
  };
  const type = "envoyextensionpolicies.gateway.envoyproxy.io";
  return { when: ["get", `${type}/hello`], stdout: JSON.stringify(live) };
}

/** A cluster with one proxy of Envoy Gateway that answers as one did. */
async function cluster(
  t: TestContext,
  name: string,
  {
    condition = {},
    first,
    log = "",
  }: { condition?: object; first?: object; log?: string } = {},
) {
  const label = "gateway.envoyproxy.io/owning-gateway";
  const selector = `--selector=${label}-name=eg,${label}-namespace=default`;
  const pods = JSON.stringify({ items: [POD] });
  const kubectl = await fakeKubectl(t, [
    ...(first ? [{ ...policy(first), times: 1 }] : []),
    policy(condition),
    { when: ["get", "pods", selector, "--all-namespaces"], stdout: pods },
    { when: ["port-forward"], forwards: { 19000: await recorded(name) } },
    { when: ["logs", "pod/envoy-eg-1"], stdout: log },
  ]);
  const command = ["status", "envoygateway", "--name", "hello"];
  return {
    ...kubectl,
    status: (...args: string[]) => kubectl.run(...command, ...args),
  };
}

test("proxy-wasm status envoygateway finds the proxies of a Gateway and says that the filter is in force", async (t) => {
  const { status, calls } = await cluster(t, "envoy-gateway-in-force");
  const result = status();
  assert.equal(result.stderr, "");
  assert.match(
    result.stdout,
    /^EnvoyExtensionPolicy hello in the namespace default: Accepted\npod envoy-gateway-system\/envoy-eg-1: in force \(https:\/\/.*\.wasm\)\nIn force at 1 of 1 proxies\.\n$/,
  );
  assert.equal(result.status, 0);
  const forward = (await calls()).find(({ args }) =>
    args.includes("port-forward"),
  );
  assert.deepEqual(forward?.args, [
    ...["port-forward", "--namespace=envoy-gateway-system"],
    ...["--address=127.0.0.1", "pod/envoy-eg-1", ":19000"],
  ]);
});

/** As Envoy 1.40 writes it for an `onConfigure` that answers false. */
const REFUSED = `[2026-11-29 18:00:23.410][350][error][wasm] [source/extensions/common/wasm/wasm.cc:104] Wasm VM failed Failed to configure base Wasm plugin
[2026-11-29 18:00:23.411][350][critical][wasm] [source/extensions/common/wasm/wasm.cc:626] Plugin hello failed to load
`;

test("proxy-wasm status envoygateway says that Envoy refused a listener, and what the line in its log means", async (t) => {
  const { status } = await cluster(t, "envoy-gateway-refused", {
    log: REFUSED,
  });
  const result = status();
  assert.equal(result.status, 1);
  assert.match(
    result.stdout,
    /not in force .*\n {2}- Envoy refused the listener default\/eg\/http: Unable to create Wasm plugin hello\n {2}- onConfigure answered false or threw/,
  );
  assert.match(result.stdout, /In force at 0 of 1 proxies\.\n$/);
});

test("proxy-wasm status envoygateway prints the condition of a policy whose image is not there", async (t) => {
  const condition = {
    status: "False",
    reason: "Invalid",
    message: "Wasm: could not fetch Wasm OCI image",
  };
  const { status } = await cluster(t, "envoy-gateway-no-image", { condition });
  const result = status("--json");
  assert.equal(result.status, 1);
  const said = JSON.parse(result.stdout) as FilterStatus;
  assert.deepEqual(said.reasons, [
    "Accepted is False for Gateway/eg: Invalid: Wasm: could not fetch Wasm OCI image",
  ]);
  assert.deepEqual(said.proxies[0]?.reasons, ["the proxy has no such filter"]);
});

test("proxy-wasm status envoygateway does not take an older version's condition for the newest's", async (t) => {
  const condition = { observedGeneration: 1 };
  const { status } = await cluster(t, "envoy-gateway-in-force", { condition });
  const result = status();
  assert.equal(result.status, 1);
  assert.match(result.stdout, /has not yet looked at the newest version/);
});

test("proxy-wasm status --wait asks again until it is in force", async (t) => {
  const { status, callsOf } = await cluster(t, "envoy-gateway-in-force", {
    first: { observedGeneration: 1 },
  });
  assert.equal(status("--wait", "--timeout", "600").status, 0);
  assert.equal((await callsOf("port-forward")).length, 2);
});

test("proxy-wasm status --refetch changes an annotation that control planes look at", async (t) => {
  const { status, callsOf } = await cluster(t, "envoy-gateway-in-force");
  assert.equal(status("--refetch").status, 0);
  const [{ args } = { args: [] }] = await callsOf("annotate");
  assert.match(args.at(-1) ?? "", /^istio\.io\.[\w./-]+=\d{4}-/);
});

test("proxy-wasm status says that there is no such resource", async (t) => {
  const kubectl = await fakeKubectl(t);
  const result = kubectl.run("status", "wasmplugin", "--name", "a");
  assert.equal(result.status, 1);
  assert.match(
    result.stdout,
    /there is no WasmPlugin a in the namespace default/,
  );
});

test("proxy-wasm status says why a pod cannot be asked, and that no pod was found", async (t) => {
  const kubectl = await fakeKubectl(t, [
    policy({}),
    { when: ["get", "pods"], stdout: JSON.stringify({ items: [POD] }) },
    { when: ["port-forward"], status: 1, stderr: "error: forbidden\n" },
  ]);
  const command = ["status", "envoygateway", "--name", "hello"];
  const refused = kubectl.run(...command);
  assert.equal(refused.status, 1);
  assert.match(
    refused.stdout,
    /not in force\n {2}- Cannot reach the pod envoy-gateway-system\/envoy-eg-1: kubectl says: error: forbidden\n/,
  );
  const empty = await fakeKubectl(t, [policy({})]);
  const none = empty.run(...command);
  assert.equal(none.status, 1);
  assert.match(none.stdout, /no running pod was found/);
});
