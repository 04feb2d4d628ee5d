/**
 * Runs the campaigns that look for faults, one after another, each for some minutes:
 *
 *     npm run hold -- --minutes 30
 *     npm run hold -- --only host,fuzz --minutes 120 --seed 1000000
 *     npm run hold -- --resume
 *
 * First it tries the cases again that were found before. What a run prints is in
 * `build/hold/`, and so is how far each campaign is, from which `--resume` goes on.
 */
import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { once } from "node:events";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "../../scripts/project/project-files.ts";
import { putFile } from "../put-file.ts";
import { CAMPAIGNS, REPLAYS, type Campaign } from "./campaigns.ts";

const { values } = parseArgs({
  options: {
    /** The campaigns, joined by commas; all by default. */
    only: { type: "string" },
    /** How long each campaign goes on. */
    minutes: { type: "string", default: "10" },
    seed: { type: "string", default: "1" },
    /** Whether to go on where the run before has ended. */
    resume: { type: "boolean", default: false },
  },
});

/** How far a campaign is. */
interface Progress {
  /** The seed of the first run, and that of the next one. */
  first: number;
  next: number;
  /** What it has counted. */
  count: number;
  seconds: number;
  /** The seeds of the runs that have found something. */
  failed: number[];
}

const FOLDER = join(ROOT, "build/hold");
const STATE = join(FOLDER, "state.json");

const only = values.only?.split(",");
const unknown = only?.find((name) =>
  CAMPAIGNS.every((each) => each.name !== name),
);
if (unknown !== undefined) {
  const names = CAMPAIGNS.map(({ name }) => name).join(", ");
  console.error(`There is no campaign ${unknown}: choose from ${names}.`);
  process.exit(2);
}

await mkdir(FOLDER, { recursive: true });
const state: Record<string, Progress> = values.resume ? await readState() : {};
let isFine = true;
for (const [name, script, args] of REPLAYS) {
  if ((await run(`${name}-cases`, script, args)).code === 0) continue;
  isFine = false;
  console.log(`${name}: a case that was found before is wrong again`);
}
for (const campaign of CAMPAIGNS) {
  if (only !== undefined && !only.includes(campaign.name)) continue;
  const progress = (state[campaign.name] ??= {
    first: Number(values.seed),
    next: Number(values.seed),
    count: 0,
    seconds: 0,
    failed: [],
  });
  console.log(`${campaign.name}: ${campaign.title}`);
  while (progress.seconds < Number(values.minutes) * 60) {
    await runOnce(campaign, progress);
    await putFile(STATE, JSON.stringify(state, undefined, 2));
  }
  if (progress.failed.length > 0) isFine = false;
  console.log(`  ${summary(campaign, progress)}`);
}
process.exitCode = isFine ? 0 : 1;

async function runOnce(campaign: Campaign, progress: Progress): Promise<void> {
  const seed = progress.next;
  const name = `${campaign.name}-${seed}`;
  const started = performance.now();
  const { code, output } = await run(
    name,
    campaign.script,
    campaign.args(seed),
  );
  progress.seconds += (performance.now() - started) / 1000;
  progress.next += campaign.seeds;
  for (const [, count] of output.matchAll(campaign.figure.pattern)) {
    progress.count += Number(count);
  }
  if (code === 0) return;
  progress.failed.push(seed);
  console.log(`  seed ${seed} has found something: see build/hold/${name}.log`);
}

function summary(campaign: Campaign, progress: Progress): string {
  const { first, next, count, seconds, failed } = progress;
  const found = failed.length === 0 ? "nothing" : `seeds ${failed.join(", ")}`;
  return (
    `${count} ${campaign.figure.unit}, seeds ${first} to ${next - 1}, ` +
    `${(seconds / 60).toFixed(1)} minutes, found: ${found}`
  );
}

/** Runs a script to its end; what it prints goes to a file, too. */
async function run(
  name: string,
  script: string,
  args: readonly string[],
): Promise<{ code: number | null; output: string }> {
  const child = spawn(
    process.execPath,
    ["--import", "./tests/loader.js", script, ...args],
    { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] },
  );
  const file = createWriteStream(join(FOLDER, `${name}.log`));
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      file.write(chunk);
    });
  }
  const [code] = (await once(child, "close")) as [number | null];
  file.end();
  return { code, output };
}

async function readState(): Promise<Record<string, Progress>> {
  try {
    return JSON.parse(await readFile(STATE, "utf8")) as Record<
      string,
      Progress
    >;
  } catch {
    return {};
  }
}
