import assert from "node:assert/strict";
import { test } from "node:test";
import { BUILDS, compileGraphs } from "./graphs/builds.ts";
import { runGraphs } from "./graphs/run-graphs.ts";

const STEPS = 60_000;

const [first] = BUILDS;
const expected = await runGraphs(await compileGraphs(first), 1, STEPS);

for (const build of BUILDS.filter(({ name }) => /^(O2|O3z)$/.test(name))) {
  test(`graphs of objects come to the same number in the build ${build.name} as without the SDK's transform`, async () => {
    assert.equal(
      await runGraphs(await compileGraphs(build), 1, STEPS),
      expected,
    );
  });
}
