/**
 * Runs the campaigns that look for faults, one after another: each until it has counted its
 * goal, or for some minutes.
 *
 *     npm run hold
 *     npm run hold -- --resume
 *     npm run hold -- --only host,fuzz --minutes 120 --seed 1000000
 *
 * First it tries the cases again that were found before. What a run prints is in
 * `build/hold/`, and so is how far each campaign is, from which `--resume` goes on, after
 * Ctrl-C as well.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "../../scripts/project/project-files.ts";
import { CampaignRunner } from "./campaign-runner.ts";
import { CAMPAIGNS, REPLAYS } from "./campaigns.ts";

const { values } = parseArgs({
  options: {
    /** The campaigns, joined by commas; all by default. */
    only: { type: "string" },
    /** How long each campaign goes on; without it, until it has counted its goal. */
    minutes: { type: "string" },
    seed: { type: "string", default: "1" },
    /** Whether to go on where the run before has ended. */
    resume: { type: "boolean", default: false },
  },
});

/** The status of a command that was interrupted, as shells have it. */
const INTERRUPTED = 130;

const only = values.only?.split(",");
const unknown = only?.find((name) =>
  CAMPAIGNS.every((each) => each.name !== name),
);
if (unknown !== undefined) {
  const names = CAMPAIGNS.map(({ name }) => name).join(", ");
  console.error(`There is no campaign ${unknown}: choose from ${names}.`);
  process.exit(2);
}

const runner = await CampaignRunner.open(join(ROOT, "build/hold"), {
  minutes: values.minutes === undefined ? undefined : Number(values.minutes),
  seed: Number(values.seed),
  resume: values.resume,
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => runner.interrupt());
}
for (const replay of REPLAYS) await runner.replay(...replay);
for (const campaign of CAMPAIGNS) {
  if (only !== undefined && !only.includes(campaign.name)) continue;
  if (!runner.isInterrupted) await runner.run(campaign);
}
if (runner.isInterrupted) {
  console.log("Interrupted: the same command with --resume goes on.");
  process.exit(INTERRUPTED);
}
process.exit(runner.isFine ? 0 : 1);
