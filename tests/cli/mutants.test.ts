import assert from "node:assert/strict";
import { test } from "node:test";
import { Random } from "../fuzz/random.ts";
import { convertMutant } from "../mutants/convert-mutant.ts";
import { archiveMutant, sampleArchives } from "../mutants/archive-mutant.ts";
import { inspectMutant } from "../mutants/inspect-mutant.ts";
import { mutateBytes } from "../mutants/mutate-bytes.ts";
import { sampleModules } from "../mutants/sample-modules.ts";
import {
  sampleTrace,
  symbolicateMutant,
} from "../mutants/symbolicate-mutant.ts";

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

test("symbolicate ends with every mutant of a map, a module and a log", async () => {
  const traced = await sampleTrace();
  for (const seed of SEEDS) {
    assert.equal(symbolicateMutant(traced, seed), undefined);
  }
});

test("unpackLayer ends with every mutant of an archive", async () => {
  const archives = await sampleArchives();
  for (const seed of SEEDS) {
    assert.equal(await archiveMutant(archives, seed), undefined);
  }
});

test("mutateBytes ends with what it has cut to nothing", () => {
  const sizes = Array.from(
    { length: 500 },
    (_, seed) => mutateBytes(Uint8Array.of(1), new Random(seed)).length,
  );
  assert.ok(sizes.includes(0), "none was cut to nothing");
});
