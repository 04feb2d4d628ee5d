import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { ROOT } from "../../scripts/project/project-files.ts";
import { putFile } from "../put-file.ts";
import type { Campaign } from "./campaigns.ts";

/** A campaign that does not reach its goal, as its runs fail, ends after so many. */
const MOST_FAILED = 3;

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

/** How long campaigns go on, and from where. */
export interface Extent {
  /** How long each campaign goes on; without it, until it has counted its goal. */
  minutes?: number;
  seed: number;
  /** Whether to go on where the run before has ended. */
  resume: boolean;
}

/** What a script came to; `undefined` for one that was interrupted. */
type Ended = { code: number | null; output: string } | undefined;

/**
 * Runs campaigns, each in processes of its own. What they print is in files of a folder, and
 * so is how far they are.
 *
 *     const runner = await CampaignRunner.open(folder, { minutes: 10, seed: 1, resume: false });
 *     await runner.run(campaign);
 */
export class CampaignRunner {
  /** Whether it was told to end: then nothing else is begun. */
  isInterrupted = false;
  /** Whether everything that was run has found nothing. */
  isFine = true;
  readonly #folder: string;
  readonly #extent: Extent;
  readonly #state: Record<string, Progress>;
  #child: ChildProcess | undefined;

  static async open(folder: string, extent: Extent): Promise<CampaignRunner> {
    await mkdir(folder, { recursive: true });
    const state = extent.resume ? await readState(folder) : {};
    return new CampaignRunner(folder, extent, state);
  }

  private constructor(
    folder: string,
    extent: Extent,
    state: Record<string, Progress>,
  ) {
    this.#folder = folder;
    this.#extent = extent;
    this.#state = state;
  }

  /** Ends what runs; it counts as not begun, so that it is run again by `resume`. */
  interrupt(): void {
    this.isInterrupted = true;
    this.#child?.kill("SIGTERM");
  }

  /** Tries the cases again that a campaign has found. */
  async replay(
    name: string,
    script: string,
    args: readonly string[],
  ): Promise<void> {
    const ended = await this.#run(`${name}-cases`, script, args);
    if (ended === undefined || ended.code === 0) return;
    this.isFine = false;
    console.log(`${name}: a case that was found before is wrong again`);
  }

  /** Runs a campaign for as long as it should go on, and says what it has found. */
  async run(campaign: Campaign): Promise<void> {
    const { minutes, seed } = this.#extent;
    const isDone = ({ seconds, count, failed }: Progress) =>
      minutes === undefined
        ? count >= campaign.goal || failed.length >= MOST_FAILED
        : seconds >= minutes * 60;
    const progress = (this.#state[campaign.name] ??= {
      first: seed,
      next: seed,
      count: 0,
      seconds: 0,
      failed: [],
    });
    console.log(`${campaign.name}: ${campaign.title}`);
    if (campaign.needs !== undefined && !isThere(campaign.needs)) {
      console.log(`  left out: it needs ${campaign.needs}, which is not there`);
      return;
    }
    while (!isDone(progress) && !this.isInterrupted) {
      await this.#runOnce(campaign, progress);
      const state = JSON.stringify(this.#state, undefined, 2);
      await putFile(stateFile(this.#folder), state);
    }
    if (progress.failed.length > 0) this.isFine = false;
    console.log(`  ${summary(campaign, progress)}`);
  }

  async #runOnce(campaign: Campaign, progress: Progress): Promise<void> {
    const seed = progress.next;
    const name = `${campaign.name}-${seed}`;
    const started = performance.now();
    const ended = await this.#run(name, campaign.script, campaign.args(seed));
    if (ended === undefined) return;
    progress.seconds += (performance.now() - started) / 1000;
    progress.next += campaign.seeds;
    for (const [, count] of ended.output.matchAll(campaign.figure.pattern)) {
      progress.count += Number(count);
    }
    if (ended.code === 0) return;
    progress.failed.push(seed);
    const log = join(this.#folder, `${name}.log`);
    console.log(`  seed ${seed} has found something: see ${log}`);
  }

  /** Runs a script to its end; what it prints goes to a file, too. */
  async #run(
    name: string,
    script: string,
    args: readonly string[],
  ): Promise<Ended> {
    if (this.isInterrupted) return undefined;
    const child = spawn(
      process.execPath,
      ["--import", LOADER, script, ...args],
      { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"] },
    );
    this.#child = child;
    const log = join(this.#folder, `${name}.log`);
    const file = createWriteStream(log);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        output += chunk.toString();
        file.write(chunk);
      });
    }
    const [code] = (await once(child, "close")) as [number | null];
    this.#child = undefined;
    await finished(file.end());
    if (!this.isInterrupted) return { code, output };
    await rm(log, { force: true });
    return undefined;
  }
}

const LOADER = join(ROOT, "tests/loader.js");

function isThere(program: string): boolean {
  return spawnSync(program, ["--version"]).error === undefined;
}

function stateFile(folder: string): string {
  return join(folder, "state.json");
}

async function readState(folder: string): Promise<Record<string, Progress>> {
  try {
    const text = await readFile(stateFile(folder), "utf8");
    return JSON.parse(text) as Record<string, Progress>;
  } catch {
    return {};
  }
}

function summary(campaign: Campaign, progress: Progress): string {
  const { first, next, count, seconds, failed } = progress;
  const found = failed.length === 0 ? "nothing" : `seeds ${failed.join(", ")}`;
  const seeds = next > first ? `seeds ${first} to ${next - 1}` : "no seed";
  return (
    `${count} ${campaign.figure.unit}, ${seeds}, ` +
    `${(seconds / 60).toFixed(1)} minutes, found: ${found}`
  );
}
