import assert from "node:assert/strict";
import { test } from "node:test";
import type { Resource } from "../../../cli/kubectl/resource.ts";
import { readYaml } from "../../../cli/yaml/read-yaml.ts";
import { fakeKubectl, type Answer } from "../kubectl/fake-kubectl.ts";

const OURS = { "app.kubernetes.io/managed-by": "proxy-wasm" };
const CANARY = { ...OURS, "proxy-wasm-as.github.io/canary": "true" };

const TYPES: Record<string, string> = {
  WasmPlugin: "wasmplugins.extensions.istio.io",
  EnvoyFilter: "envoyfilters.networking.istio.io",
  EnvoyExtensionPolicy: "envoyextensionpolicies.gateway.envoyproxy.io",
};

const VERSIONS: Record<string, string> = {
  WasmPlugin: "extensions.istio.io/v1alpha1",
  EnvoyFilter: "networking.istio.io/v1alpha3",
  EnvoyExtensionPolicy: "gateway.envoyproxy.io/v1alpha1",
};

/** What kubectl answers where a resource is there. */
function there(
  kind: string,
  name: string,
  spec: object,
  labels: object = OURS,
  annotations?: object,
): Answer {
  const metadata = { name, namespace: "shop", labels, annotations };
  const apiVersion = VERSIONS[kind];
  return {
    when: ["get", `${TYPES[kind]}/${name}`],
    stdout: JSON.stringify({ apiVersion, kind, metadata, spec }),
  };
}

const V1 = {
  url: "oci://r.example/a:v1",
  selector: { matchLabels: { app: "web" } },
};
const FLAGS = [
  ...["--name", "a", "--namespace", "shop", "--no-pin"],
  ...["--url", "oci://r.example/a:v2"],
];

/** The documents that a command applied. */
async function applied(
  kubectl: Awaited<ReturnType<typeof fakeKubectl>>,
): Promise<Resource[]> {
  const calls = await kubectl.callsOf("apply");
  return calls.flatMap(({ input }) => readYaml(input) as Resource[]);
}

test("proxy-wasm deploy --canary runs the new version on some pods, and takes the deployed one from them", async (t) => {
  const kubectl = await fakeKubectl(t, [there("WasmPlugin", "a", V1)]);
  const canary = ["--label", "app=web", "--canary", "track=canary"];
  const result = kubectl.run("deploy", "wasmplugin", ...FLAGS, ...canary);
  assert.equal(result.stderr, "");
  const [plugin, only, ...more] = await applied(kubectl);
  assert.deepEqual(more, []);
  assert.equal(plugin?.metadata.name, "a-canary");
  assert.deepEqual(plugin.metadata.labels, CANARY);
  const labels = { app: "web", track: "canary" };
  assert.deepEqual(plugin.spec, {
    url: "oci://r.example/a:v2",
    selector: { matchLabels: labels },
  });
  assert.equal(only?.metadata.name, "a-canary-only");
  const { workloadSelector, configPatches } = only.spec as {
    workloadSelector: object;
    configPatches: {
      applyTo: string;
      patch: object;
      match: { listener: { filterChain: { filter: { subFilter: object } } } };
    }[];
  };
  assert.deepEqual(workloadSelector, { labels });
  assert.deepEqual(
    configPatches.map(
      ({ match }) => match.listener.filterChain.filter.subFilter,
    ),
    [
      { name: "extenstions.istio.io/wasmplugin/shop.a" },
      { name: "extensions.istio.io/wasmplugin/shop.a" },
      {
        name: "extensions.istio.io/trafficextension/shop.a~istio-translated-wasmplugin",
      },
    ],
  );
  for (const { applyTo, patch } of configPatches) {
    assert.equal(applyTo, "HTTP_FILTER");
    assert.deepEqual(patch, { operation: "REMOVE" });
  }
});

test("proxy-wasm deploy --canary leaves out the EnvoyFilter where the labels already tell the pods apart", async (t) => {
  const labels = { app: "web", track: "stable" };
  const live = { ...V1, selector: { matchLabels: labels } };
  const kubectl = await fakeKubectl(t, [there("WasmPlugin", "a", live)]);
  const canary = ["--label", "app=web", "--canary", "track=canary"];
  kubectl.run("deploy", "wasmplugin", ...FLAGS, ...canary);
  const documents = await applied(kubectl);
  assert.deepEqual(
    documents.map(({ metadata }) => metadata.name),
    ["a-canary"],
  );
});

test("proxy-wasm deploy --canary of an EnvoyFilter has a plugin of its own name", async (t) => {
  const live = { workloadSelector: { labels: { app: "web" } }, priority: 3 };
  const kubectl = await fakeKubectl(t, [there("EnvoyFilter", "a", live)]);
  const canary = ["--label", "app=web", "--canary", "track=canary"];
  kubectl.run("deploy", "envoyfilter", ...FLAGS, ...canary);
  const [plugin, only] = await applied(kubectl);
  const text = JSON.stringify(plugin?.spec);
  assert.match(text, /"shop\.a-canary"/);
  assert.doesNotMatch(text, /"shop\.a"/);
  assert.equal(only?.spec?.priority, 4);
  assert.match(JSON.stringify(only?.spec), /"subFilter":\{"name":"shop\.a"\}/);
});

test("proxy-wasm deploy --canary attaches a policy of Envoy Gateway to another route", async (t) => {
  const live = { targetRefs: [{ kind: "Gateway", name: "eg" }] };
  const kubectl = await fakeKubectl(t, [
    there("EnvoyExtensionPolicy", "a", live),
  ]);
  const canary = ["--target", "Gateway/eg", "--canary", "HTTPRoute/web-canary"];
  const result = kubectl.run("deploy", "envoygateway", ...FLAGS, ...canary);
  assert.match(result.stderr, /^Note: On HTTPRoute\/web-canary, this policy/m);
  const [policy, ...more] = await applied(kubectl);
  assert.deepEqual(more, []);
  assert.deepEqual(policy?.spec?.targetRefs, [
    {
      group: "gateway.networking.k8s.io",
      kind: "HTTPRoute",
      name: "web-canary",
    },
  ]);
});

const REFUSED: [string, string[], Answer[], RegExp][] = [
  [
    "without what it stands beside",
    ["wasmplugin", "--canary", "a=b"],
    [],
    /there is no WasmPlugin a in the namespace shop/,
  ],
  [
    "of a policy by a label",
    ["envoygateway", "--target", "Gateway/eg", "--canary", "a=b"],
    [there("EnvoyExtensionPolicy", "a", {})],
    /name another route or Gateway/,
  ],
  [
    "by a label of what has targets",
    ["wasmplugin", "--target", "Gateway/eg", "--canary", "a=b"],
    [there("WasmPlugin", "a", {})],
    /name another target/,
  ],
  [
    "on the pods of what is deployed",
    ["wasmplugin", "--canary", "app=web"],
    [there("WasmPlugin", "a", V1)],
    /what is deployed is for these pods alone/,
  ],
  ["anywhere", ["wasmplugin", "--canary", "somewhere"], [], /a label of pods/],
];

for (const [what, args, answers, message] of REFUSED) {
  test(`proxy-wasm deploy refuses a canary ${what}`, async (t) => {
    const kubectl = await fakeKubectl(t, answers);
    const result = kubectl.run("deploy", ...args, ...FLAGS);
    assert.notEqual(result.status, 0);
    assert.match(result.stderr, message);
    assert.deepEqual(await kubectl.callsOf("apply"), []);
  });
}

const NAME = ["--name", "a", "--namespace", "shop"];
const V2 = {
  url: "oci://r.example/a:v2",
  selector: { matchLabels: { app: "web", track: "canary" } },
};

/** What was deleted, in this order. */
async function deleted(kubectl: Awaited<ReturnType<typeof fakeKubectl>>) {
  return (await kubectl.callsOf("delete")).map(({ args }) => args[1]);
}

test("proxy-wasm promote deploys what the canary runs where the other was, then deletes the canary", async (t) => {
  const kubectl = await fakeKubectl(t, [
    there("WasmPlugin", "a", V1),
    there("WasmPlugin", "a-canary", V2, CANARY),
    there("EnvoyFilter", "a-canary-only", {}, CANARY),
  ]);
  assert.equal(kubectl.run("promote", "wasmplugin", ...NAME).status, 0);
  const [document] = await applied(kubectl);
  assert.equal(document?.metadata.name, "a");
  assert.deepEqual(document.metadata.labels, OURS);
  assert.deepEqual(document.spec, {
    url: "oci://r.example/a:v2",
    selector: V1.selector,
  });
  assert.deepEqual(await deleted(kubectl), [
    "envoyfilters.networking.istio.io/a-canary-only",
    "wasmplugins.extensions.istio.io/a-canary",
  ]);
});

test("proxy-wasm promote takes no resource of that name for a canary", async (t) => {
  const kubectl = await fakeKubectl(t, [
    there("WasmPlugin", "a", V1),
    there("WasmPlugin", "a-canary", V2),
  ]);
  const result = kubectl.run("promote", "wasmplugin", ...NAME);
  assert.equal(result.status, 1);
  assert.match(result.stderr, /^Cannot promote: /);
  assert.deepEqual(await applied(kubectl), []);
});

test("proxy-wasm rollback deletes the canary and leaves what is deployed", async (t) => {
  const kubectl = await fakeKubectl(t, [
    there("WasmPlugin", "a", V1),
    there("WasmPlugin", "a-canary", V2, CANARY),
    { when: ["delete"], stdout: "deleted\n" },
  ]);
  assert.equal(kubectl.run("rollback", "wasmplugin", ...NAME).status, 0);
  assert.deepEqual(await applied(kubectl), []);
  assert.deepEqual(await deleted(kubectl), [
    "wasmplugins.extensions.istio.io/a-canary",
  ]);
});

test("proxy-wasm rollback deploys the spec before again, and keeps the one that it replaces", async (t) => {
  const previous = { "proxy-wasm-as.github.io/previous": JSON.stringify(V1) };
  const kubectl = await fakeKubectl(t, [
    there("WasmPlugin", "a", V2, OURS, previous),
  ]);
  assert.equal(kubectl.run("rollback", "wasmplugin", ...NAME).status, 0);
  const [document] = await applied(kubectl);
  assert.deepEqual(document?.spec, V1);
  const kept =
    document.metadata.annotations?.["proxy-wasm-as.github.io/previous"] ?? "";
  assert.deepEqual(JSON.parse(kept), V2);
});

test("proxy-wasm rollback says that there is nothing to go back to", async (t) => {
  const kubectl = await fakeKubectl(t, [there("WasmPlugin", "a", V1)]);
  const result = kubectl.run("rollback", "wasmplugin", ...NAME);
  assert.equal(result.status, 1);
  assert.match(result.stderr, /knows no spec before this one\.\n$/);
});

test("proxy-wasm undeploy deletes the canary, too", async (t) => {
  const kubectl = await fakeKubectl(t, [
    there("WasmPlugin", "a", V1),
    there("WasmPlugin", "a-canary", V2, CANARY),
  ]);
  assert.equal(kubectl.run("undeploy", "wasmplugin", ...NAME).status, 0);
  assert.deepEqual(await deleted(kubectl), [
    "wasmplugins.extensions.istio.io/a-canary",
    "wasmplugins.extensions.istio.io/a",
  ]);
});
