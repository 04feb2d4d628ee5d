/**
 * Runs the commands that ask a registry against one that answers anything:
 *
 *     npm run hold -- --only registry --minutes 10
 *     node --import tsx tests/hold/registry/main.ts --seed 1 --cases 1000
 */
import { parseArgs } from "node:util";
import { readCases, writeCase } from "../cases/found-cases.ts";
import { Commands } from "./run-commands.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    cases: { type: "string", default: "500" },
    /** Whether only the cases are tried again that were found before. */
    replay: { type: "boolean", default: false },
  },
});
const first = Number(values.seed);
const last = first + Number(values.cases) - 1;
const commands = await Commands.start();
const seeds = values.replay
  ? [...(await readCases("registry")).values()].map(
      ({ given }) => (given as { seed: number }).seed,
    )
  : Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** A command that does not come to an end ends the process, with its seed. */
const WATCHDOG_MS = 120_000;

let faults = 0;
let count = 0;
const ends = new Map<string, number>();
for (const seed of seeds) {
  const watchdog = setTimeout(() => {
    console.log(`seed ${seed} did not come to an end`);
    process.exit(1);
  }, WATCHDOG_MS);
  const outcomes = await commands.run(seed);
  clearTimeout(watchdog);
  for (const { command, status, fault } of outcomes) {
    count++;
    const end = `${command.split(" ")[0]} ${status}`;
    ends.set(end, (ends.get(end) ?? 0) + 1);
    if (fault === undefined) continue;
    faults++;
    console.log(`seed ${seed}, ${command}: ${fault}`);
    if (values.replay) continue;
    const found = { campaign: "registry", fault, given: { seed } };
    await writeCase(`registry-${seed}`, found);
  }
}
commands.stop();
for (const [end, times] of [...ends].toSorted())
  console.log(`${end}: ${times}`);
console.log(`${count} commands from seed ${first}, ${faults} faults`);
process.exit(faults > 0 ? 1 : 0);
