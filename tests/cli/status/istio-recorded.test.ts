import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { FilterStatus } from "../../../cli/status/filter-status.ts";
import { fakeKubectl } from "../kubectl/fake-kubectl.ts";
import { recorded } from "./recorded.ts";

/** Asks for the status where a pod of istiod 1.31 answers as one did. */
async function statusOf(
  t: TestContext,
  recording: string,
  {
    kind,
    name,
    spec,
    log,
  }: { kind: string; name: string; spec: object; log: string },
): Promise<FilterStatus> {
  const type = `${kind.toLowerCase()}s.extensions.istio.io`;
  const live = { kind, metadata: { name, namespace: "default" }, spec };
  const pod = {
    metadata: { name: "web-a", namespace: "default" },
    spec: { containers: [{ name: "istio-proxy" }] },
  };
  const kubectl = await fakeKubectl(t, [
    { when: ["get", `${type}/${name}`], stdout: JSON.stringify(live) },
    { when: ["get", "pods"], stdout: JSON.stringify({ items: [pod] }) },
    {
      when: ["port-forward"],
      forwards: {
        15000: {
          ...(await recorded(recording)),
          "/server_info": '{"command_line_options":{"concurrency":1}}',
        },
        15020: { "/stats/prometheus": "" },
      },
    },
    { when: ["logs"], stdout: log },
  ]);
  const command = ["status", kind.toLowerCase(), "--name", name, "--json"];
  const result = kubectl.run(...command);
  assert.equal(result.stderr, "");
  return JSON.parse(result.stdout) as FilterStatus;
}

const LATE = {
  kind: "WasmPlugin",
  name: "late",
  spec: { pluginConfig: { v: 1 } },
  log: "2026-11-29T19:20:41.663390Z\terror\twasm\terror in converting the wasm config to local: cannot fetch Wasm module oci://127.0.0.1:5000/filters/add:w1: could not fetch Wasm OCI image: could not fetch manifest: GET http://127.0.0.1:5000/v2/filters/add/manifests/w1: MANIFEST_UNKNOWN: manifest unknown; map[Tag:w1]. applying deny RBAC filter\n",
};

test("proxy-wasm status wasmplugin reads what Istio's proxy answers where there is no such image", async (t) => {
  const { proxies } = await statusOf(t, "istio-no-image", LATE);
  assert.deepEqual(proxies[0]?.reasons, [
    "Istio's agent could not fetch the module of extensions.istio.io/trafficextension/default.late~istio-translated-wasmplugin, and refuses every request in its place",
    "there is no such image or module: check the url",
  ]);
});

const CONF = {
  kind: "TrafficExtension",
  name: "conf4",
  spec: { wasm: { pluginConfig: { header: "hello" } } },
  log: "2026-11-29T19:26:31.044385Z\twarning\tenvoy config source/extensions/config_subscription/grpc/grpc_subscription_impl.cc:160\tgRPC config for type.googleapis.com/envoy.config.core.v3.TypedExtensionConfig rejected: Unable to create Wasm plugin default.conf4\tthread=317\n",
};

test("proxy-wasm status trafficextension reads what Istio's proxy answers where it refused a change", async (t) => {
  const { proxies } = await statusOf(t, "istio-refused", CONF);
  assert.equal(
    proxies[0]?.reasons[0],
    "Envoy refused the configuration of extensions.istio.io/trafficextension/default.conf4: Unable to create Wasm plugin default.conf4",
  );
  const without = await statusOf(t, "istio-refused", { ...CONF, log: "" });
  assert.equal(without.inForce, true);
});
