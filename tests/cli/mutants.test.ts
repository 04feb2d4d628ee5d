import assert from "node:assert/strict";
import { test } from "node:test";
import { convertMutant } from "../mutants/convert-mutant.ts";
import { inspectMutant } from "../mutants/inspect-mutant.ts";
import { sampleModules } from "../mutants/sample-modules.ts";

const SEEDS = Array.from({ length: 400 }, (_, index) => index + 1);

test("inspect reports on every mutant of a module; npm run test:mutants tries more", async () => {
  const modules = await sampleModules();
  for (const seed of SEEDS) {
    assert.equal(await inspectMutant(modules, seed), undefined);
  }
});

test("convert turns every mutant of a YAML text into resources or a sentence", () => {
  for (const seed of SEEDS) assert.equal(convertMutant(seed), undefined);
});
