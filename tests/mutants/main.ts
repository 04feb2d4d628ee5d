import { parseArgs } from "node:util";
import { archiveMutant, sampleArchives } from "./archive-mutant.ts";
import { convertMutant } from "./convert-mutant.ts";
import { inspectMutant, type Failure } from "./inspect-mutant.ts";
import { sampleModules } from "./sample-modules.ts";
import { sampleTrace, symbolicateMutant } from "./symbolicate-mutant.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    cases: { type: "string", default: "20000" },
    /** One of the names below; all by default. */
    only: { type: "string" },
    /** No mutant is started after this many minutes. */
    minutes: { type: "string", default: "10" },
  },
});
const first = Number(values.seed);
const endAt = performance.now() + Number(values.minutes) * 60_000;
const modules = await sampleModules();
const archives = await sampleArchives();
const traced = await sampleTrace();

const CAMPAIGNS: Record<
  string,
  (seed: number) => Promise<Failure | undefined>
> = {
  inspect: (seed) => inspectMutant(modules, seed),
  convert: (seed) => Promise.resolve(convertMutant(seed)),
  symbolicate: (seed) => Promise.resolve(symbolicateMutant(traced, seed)),
  archive: (seed) => archiveMutant(archives, seed),
};

for (const [name, run] of Object.entries(CAMPAIGNS)) {
  if (values.only !== undefined && values.only !== name) continue;
  let count = 0;
  let failed = 0;
  for (; count < Number(values.cases); count++) {
    if (performance.now() > endAt) break;
    const failure = await run(first + count);
    if (failure === undefined) continue;
    failed++;
    console.log(`${name}, seed ${failure.seed}: ${failure.what}`);
  }
  console.log(`${name}: ${count} mutants, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}
