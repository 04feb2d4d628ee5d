import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { inspectModule } from "../../cli/inspect/inspect-module.ts";
import { compile, interfaceOf } from "../compile.ts";

/** Proxies that take the ABI: those that call _start, and one that calls _initialize. */
const PROXIES = {
  "0.1.0": ["istio-1.5", "istio-1.6", "istio-1.7", "istio-1.8"],
  "0.2.0": ["envoy-1.16", "istio-1.7", "envoy-1.17"],
};

for (const [abi, proxies] of Object.entries(PROXIES)) {
  test(`exportStart has old proxies start a filter for ABI ${abi}`, async () => {
    const wasm = await compile(`tests/envoy/filters/abi/${abi}/index.ts`);
    const bytes = await readFile(wasm);
    const { exports } = await WebAssembly.compile(bytes).then(instanceOf);
    assert.equal(exports._start, exports._initialize);
    for (const proxy of proxies) {
      const { findings } = await inspectModule(bytes, proxy);
      const errors = findings.filter(({ severity }) => severity === "error");
      assert.deepEqual(errors, [], proxy);
    }
  });
}

test("exportStart adds nothing to a filter for ABI 0.2.1", async () => {
  const wasm = await compile("tests/envoy/filters/abi/0.2.1/index.ts");
  const { exports } = await interfaceOf(wasm);
  assert.ok(exports.includes("_initialize"));
  assert.ok(!exports.includes("_start"));
});

/** An instance whose imports do nothing. */
function instanceOf(module: WebAssembly.Module): WebAssembly.Instance {
  const imports: WebAssembly.Imports = {};
  for (const each of WebAssembly.Module.imports(module)) {
    (imports[each.module] ??= {})[each.name] = () => 0;
  }
  return new WebAssembly.Instance(module, imports);
}
