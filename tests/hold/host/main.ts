/**
 * Drives modules by a host that answers anything, in any order: each seed is a life of each
 * module. See docs/reliability.md.
 *
 *     npm run hold -- --only host --minutes 10
 *     node --import tsx tests/hold/host/main.ts --seed 1 --lives 100 --only jwks
 */
import { parseArgs } from "node:util";
import { readCases, writeCase } from "../cases/found-cases.ts";
import { build, drivenSources } from "./driven-modules.ts";
import { replayCase, type HostCase } from "./host-case.ts";
import { runLives } from "./run-lives.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    lives: { type: "string", default: "100" },
    /** A part of the name of the modules; all by default. */
    only: { type: "string", default: "" },
    /** Whether only the cases are replayed that were found before. */
    replay: { type: "boolean", default: false },
  },
});
const seed = Number(values.seed);
const lives = Number(values.lives);

let faults = 0;
if (values.replay) {
  for (const [name, found] of await readCases("host")) {
    const fault = await replayCase(found.given as HostCase);
    if (fault === undefined) continue;
    faults++;
    console.log(`${name}: ${fault}`);
  }
} else {
  let callbacks = 0;
  let calls = 0;
  const started = performance.now();
  for (const source of await drivenSources()) {
    if (!source.name.includes(values.only)) continue;
    let wasm: string;
    try {
      wasm = await build(source);
    } catch (error) {
      faults++;
      console.log(`${source.name}: ${(error as Error).message}`);
      continue;
    }
    const total = await runLives(source, wasm, seed, lives);
    console.log(
      `${source.name}: ${total.callbacks} calls of callbacks, ${total.ended} of ${lives} lives ended early`,
    );
    callbacks += total.callbacks;
    calls += total.calls;
    for (const { seed: at, fault = "", script } of total.faults) {
      faults++;
      const given = { module: source.name, seed: at, script };
      const file = await writeCase(`host-${source.name}-${at}`, {
        campaign: "host",
        fault,
        given,
      });
      console.log(`${source.name}, seed ${at}: ${fault}\n  see ${file}`);
    }
  }
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `seeds ${seed} to ${seed + lives - 1}: ${callbacks} callbacks, ${calls} host calls ` +
      `in ${seconds.toFixed(0)} s, ${faults} faults`,
  );
}
process.exit(faults > 0 ? 1 : 0);
