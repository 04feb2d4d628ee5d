import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import { convert, imagesWithoutRootId } from "../../../cli/convert/convert.ts";
import { renewPatches } from "../../../cli/convert/renew-patches.ts";
import { renderManifest } from "../../../cli/manifests/render-manifest.ts";
import { assertGolden } from "../golden.ts";
import { validateResource } from "../manifests/validate-resource.ts";

const FILTER_DEPLOYMENT = `
apiVersion: wasme.io/v1
kind: FilterDeployment
metadata: { name: myfilter, namespace: bookinfo }
spec:
  filter:
    id: hello
    image: registry.example/me/add-header:v0.1
    config:
      '@type': type.googleapis.com/google.protobuf.StringValue
      value: '{"name":"hello"}'
    rootID: add_header
    imagePullOptions: { pullSecret: regcred, plainHttp: true }
    patchContext: inbound
  deployment:
    istio:
      kind: Deployment
      istioNamespace: istio-system
      labels: { app: productpage }
`;

const TEXT = FILTER_DEPLOYMENT.replace(`'{"name":"hello"}'`, "world");

const OLD_ENVOY_FILTER = `
apiVersion: networking.istio.io/v1alpha3
kind: EnvoyFilter
metadata: { name: old, namespace: default }
spec:
  workloadLabels: { app: web }
  configPatches:
    - applyTo: HTTP_FILTER
      match:
        context: SIDECAR_INBOUND
        listener:
          filterChain:
            filter:
              name: envoy.http_connection_manager
              subFilter: { name: envoy.router }
      patch:
        operation: INSERT_BEFORE
        value:
          name: envoy.filters.http.wasm
          config:
            config:
              name: hello
              rootId: add_header
              configuration: world
              vmConfig:
                runtime: envoy.wasm.runtime.wavm
                vmId: hello
                code: { local: { filename: /var/lib/hello.wasm } }
`;

const STRUCT = OLD_ENVOY_FILTER.replace(
  /config:\n +config:/,
  `typed_config:
            '@type': type.googleapis.com/udpa.type.v1.TypedStruct
            type_url: type.googleapis.com/envoy.extensions.filters.http.wasm.v3.Wasm
            value:
             config:`,
);

const CASES: [string, string, string][] = [
  ["filter-deployment", FILTER_DEPLOYMENT, "wasmplugin"],
  ["filter-deployment-traffic", FILTER_DEPLOYMENT, "trafficextension"],
  ["filter-deployment-text", TEXT, "wasmplugin"],
  ["envoy-filter", OLD_ENVOY_FILTER, "wasmplugin"],
];

for (const [name, old, to] of CASES) {
  test(`convert makes of ${name} the ${to} that is kept, and that its schema has`, () => {
    const made = convert(old, "old.yaml", to);
    const yaml = renderManifest(made);
    const notes = made.notes.map((note) => `# Note: ${note}\n`).join("");
    assertGolden(`convert/golden/${name}.yaml`, `${yaml}${notes}`);
    const resource = parse(yaml) as Parameters<typeof validateResource>[0];
    assert.deepEqual(validateResource(resource), []);
  });
}

test("convert reads a struct that stands for a type as what it stands for", () => {
  assert.deepEqual(
    convert(STRUCT, "a", "wasmplugin").documents,
    convert(OLD_ENVOY_FILTER, "a", "wasmplugin").documents,
  );
});

test("convert leaves an EnvoyFilter of today as it is", () => {
  const { documents } = convert(OLD_ENVOY_FILTER, "a", "wasmplugin");
  const again = convert(renderManifest({ documents, notes: [] }), "a", "x");
  assert.deepEqual(again, { documents, notes: [] });
});

test("convert reads what kubectl has read, and prints what it will read alike", () => {
  const old = OLD_ENVOY_FILTER.replace(
    "vmId: hello",
    'vmId: "on"\n                singleton: yes',
  );
  const yaml = renderManifest(convert(old, "a", "wasmplugin"));
  assert.match(yaml, /vmId: "on"$/m);
  assert.match(yaml, /singleton: true$/m);
});

test("convert reads every document of a file", () => {
  const both = `${FILTER_DEPLOYMENT}---${OLD_ENVOY_FILTER}`;
  assert.equal(convert(both, "a", "wasmplugin").documents.length, 2);
});

const WRONG: [string, RegExp][] = [
  ["", /it holds no resource\.$/],
  ["a: [", /it is not YAML: /],
  ["text", /it is not a resource of Kubernetes\.$/],
  ["kind: Pod", /it is a Pod, neither/],
  ["kind: EnvoyFilter\nspec: { filters: [] }", /no configPatches; write one/],
  [
    "kind: FilterDeployment\nmetadata: { name: a }\nspec: { filter: {} }",
    /: spec\.filter\.image is missing\.$/,
  ],
  ["kind: [Pod]", /it is a resource without a kind, neither/],
  [
    FILTER_DEPLOYMENT.replace("{ app: productpage }", "{ __proto__: a }"),
    /: it has a key "__proto__", which is not passed on\.$/,
  ],
  [
    OLD_ENVOY_FILTER.replace(/config:\n[^]*/, "config: null"),
    /: a Wasm filter in it has no configuration with a key config\.$/,
  ],
  [`${OLD_ENVOY_FILTER}a: &b [*b]`, /: a part of it contains itself\.$/],
  [`${FILTER_DEPLOYMENT}---\nkind: Pod`, /old\.yaml, document 2: it is a Pod/],
];

for (const [text, message] of WRONG) {
  test(`convert throws ${message} for what it cannot convert`, () => {
    assert.throws(() => convert(text, "old.yaml", "wasmplugin"), {
      name: "CliError",
      message,
    });
  });
}

/** The notes of a conversion, as one text. */
const notesOf = (yaml: string, rootIds?: Map<string, string>) =>
  convert(yaml, "old.yaml", "wasmplugin", { rootIds }).notes.join("\n");

test("convert says that a root id is missing, and takes that of the image", () => {
  const image = "registry.example/me/add-header:v0.1";
  const without = FILTER_DEPLOYMENT.replace("rootID: add_header", "");
  assert.match(notesOf(without), /^rootID is missing: wasme took it from reg/m);
  assert.deepEqual(imagesWithoutRootId(without, "a"), [image]);
  assert.deepEqual(imagesWithoutRootId(FILTER_DEPLOYMENT, "a"), []);
  const known = { rootIds: new Map([[image, "hello"]]) };
  const { documents, notes } = convert(without, "a", "wasmplugin", known);
  const [{ spec }] = documents as { spec: { pluginName: string } }[];
  assert.equal(spec.pluginName, "hello");
  assert.match(notes.join("\n"), /^rootID hello: it is the one that reg/m);
});

test("convert says which proxies a resource without a selector is for", () => {
  const filter = FILTER_DEPLOYMENT.replace("labels: { app: productpage }", "");
  assert.match(
    notesOf(filter),
    /^labels are missing: .* proxy in bookinfo\.$/m,
  );
  const old = OLD_ENVOY_FILTER.replace("workloadLabels: { app: web }", "");
  assert.match(
    notesOf(old),
    /^workloadSelector is missing: .* proxy in default/m,
  );
});

test("convert makes an EnvoyFilter of what is for every gateway", () => {
  const filter = FILTER_DEPLOYMENT.replace("labels: { app: productpage }", "")
    .replace("patchContext: inbound", "patchContext: gateway")
    .replace("pullSecret: regcred, ", "");
  const { documents, notes } = convert(filter, "a", "wasmplugin");
  assert.equal((documents[0] as { kind: string }).kind, "EnvoyFilter");
  assert.match(notes.join("\n"), /would be in the sidecars, too/);
});

test("convert notes images and files of wasme's that are gone", () => {
  const hub = FILTER_DEPLOYMENT.replace(
    "registry.example",
    "webassemblyhub.io",
  );
  assert.match(
    notesOf(hub),
    /^image webassemblyhub\.io\/.*: webassemblyhub\.io/m,
  );
  const cached = OLD_ENVOY_FILTER.replace(
    "/var/lib/hello.wasm",
    "/var/local/lib/wasme-cache/0a1b",
  );
  assert.match(notesOf(cached), /^\/var\/local\/lib\/wasme-cache: wasme's/m);
});

test("convert takes out what only a server writes, and patches for proxies of the past", () => {
  const printed = OLD_ENVOY_FILTER.replace(
    "{ name: old, namespace: default }",
    "{ name: old, namespace: default, uid: a, resourceVersion: '1', selfLink: /a, generation: 2, creationTimestamp: now, annotations: { kubectl.kubernetes.io/last-applied-configuration: '{}' } }\nstatus: {}",
  ).replace(
    "context: SIDECAR_INBOUND",
    "context: SIDECAR_INBOUND\n        proxy: { proxyVersion: '^1\\.11.*' }",
  );
  const made = convert(printed, "a", "wasmplugin");
  const plain = convert(OLD_ENVOY_FILTER, "a", "wasmplugin");
  assert.deepEqual(made.documents, plain.documents);
  assert.match(made.notes.join("\n"), /^proxyVersion \^1\\\.11\.\*: no proxy/m);
});

test("convert keeps a version that proxies have, and makes equal patches one", () => {
  const patch = (version: string) => ({
    applyTo: "HTTP_FILTER",
    match: { context: "ANY", proxy: { proxyVersion: version } },
    patch: { operation: "REMOVE" },
  });
  const notes: string[] = [];
  const patches = ["^1\\.9.*", "^1\\.10.*", "^1\\.31.*", "("].map(patch);
  assert.deepEqual(renewPatches(patches, notes), [
    { ...patches[0], match: { context: "ANY" } },
    patches[2],
    patches[3],
  ]);
  assert.equal(notes.length, 2);
});

test("convert reads the Lists that kubectl prints, in several documents", () => {
  const indent = (yaml: string) =>
    yaml.trim().replace(/^/gm, "    ").replace(/^ {4}/, "  - ");
  const list = `apiVersion: v1\nkind: List\nitems:\n${indent(FILTER_DEPLOYMENT)}\n${indent(OLD_ENVOY_FILTER)}\n`;
  const both = `${FILTER_DEPLOYMENT}---${OLD_ENVOY_FILTER}`;
  const { documents } = convert(list, "a", "wasmplugin");
  assert.deepEqual(documents, convert(both, "a", "wasmplugin").documents);
  assert.throws(() => convert(`${list}  - kind: Pod`, "a", "wasmplugin"), {
    message: /^Cannot convert a, item 3: it is a Pod, /,
  });
  assert.throws(() => convert("kind: List\nitems: []", "a", "wasmplugin"), {
    message: "Cannot convert a: it holds no resource.",
  });
});
