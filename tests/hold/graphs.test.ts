import assert from "node:assert/strict";
import { test } from "node:test";
import { BUILDS } from "./graphs/builds.ts";
import { inEnvoy } from "./graphs/in-envoy.ts";
import { inNode } from "./graphs/in-node.ts";

const STEPS = 60_000;

const [first] = BUILDS;
const expected = await inNode(await first.compile(), 1, STEPS);

test("graphs of objects make another number for each seed", async () => {
  const wasm = await first.compile();
  const sums = await Promise.all(
    [1, 2, 3, 4].map((seed) => inNode(wasm, seed, 1000)),
  );
  assert.equal(new Set(sums).size, 4, String(sums));
});

for (const { name, compile } of BUILDS) {
  if (!/^(O2|O3z|package)$/.test(name)) continue;
  test(`graphs of objects make the same number in the build ${name}, in Node and in Envoy, as without the SDK's transform`, async () => {
    const wasm = await compile();
    assert.equal(await inNode(wasm, 1, STEPS), expected);
    assert.equal(await inEnvoy(wasm, 1, STEPS), expected);
  });
}
