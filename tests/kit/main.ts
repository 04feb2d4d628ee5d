/**
 * Gives everything of the kit that reads what others wrote inputs at random, and right ones
 * that were changed. Nothing may trap, and Node must find the same where it can.
 *
 *     npm run test:kit -- --seed 1 --cases 1000000 --only hexDecode,jwt
 */
import { parseArgs } from "node:util";
import { runCases } from "./run-cases.ts";
import { SUBJECTS } from "./subjects.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    cases: { type: "string", default: "10000" },
    /** The subjects, joined by commas; all by default. */
    only: { type: "string" },
  },
});
const only = values.only?.split(",");

let faults = 0;
for (const subject of SUBJECTS) {
  if (only !== undefined && !only.includes(subject.name)) continue;
  const started = performance.now();
  const outcome = await runCases(
    subject,
    Number(values.seed),
    Number(values.cases),
  );
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  faults += outcome.faults.length;
  console.log(
    `${subject.name}: ${outcome.cases} cases in ${seconds} s, ${outcome.taken} taken, ${outcome.faults.length} wrong`,
  );
  for (const line of outcome.faults) console.log(`  ${line}`);
}
process.exitCode = faults > 0 ? 1 : 0;
