import assert from "node:assert/strict";
import { test } from "node:test";
import { istioFilterNames } from "../../../cli/kubectl/istio-filter-names.ts";

const AT = { namespace: "shop", name: "auth" };

test("istioFilterNames tells a WasmPlugin from a TrafficExtension of the same name", () => {
  assert.deepEqual(istioFilterNames({ kind: "TrafficExtension", ...AT }), [
    "extensions.istio.io/trafficextension/shop.auth",
  ]);
  assert.deepEqual(istioFilterNames({ kind: "WasmPlugin", ...AT }), [
    "extenstions.istio.io/wasmplugin/shop.auth",
    "extensions.istio.io/wasmplugin/shop.auth",
    "extensions.istio.io/trafficextension/shop.auth~istio-translated-wasmplugin",
  ]);
  assert.deepEqual(istioFilterNames({ kind: "EnvoyFilter", ...AT }), [
    "shop.auth",
  ]);
});
