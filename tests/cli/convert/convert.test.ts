import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import { convert } from "../../../cli/convert/convert.ts";
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
  ["a: [", /it is no YAML: /],
  ["text", /it is no resource of Kubernetes\.$/],
  ["kind: Pod", /it is a Pod, neither/],
  ["kind: EnvoyFilter\nspec: { filters: [] }", /no configPatches; those/],
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
  [`${OLD_ENVOY_FILTER}a: &b [*b]`, /: a part of it is in itself\.$/],
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
