import { setTimeout as delay } from "node:timers/promises";
import { cpuTime } from "./cpu-time.ts";
import { openStage, type Runner } from "./stage.ts";
import { spread, type Spread } from "./statistics.ts";
import { variantsOf } from "./variants.ts";
import type { Work } from "./works.ts";

/** How long to measure. */
export interface Effort {
  rounds: number;
  /** Of each variant in a round. */
  milliseconds: number;
  /** The folder of the peers' modules. */
  peers?: string;
}

/** What a variant of a work costs, in microseconds of CPU time per request. */
export interface Cost {
  variant: string;
  total: Spread;
  /** Beyond no filter in the same round. */
  extra: Spread;
  /** The least beyond the least of no filter: what a busy machine disturbs least. */
  least: number;
  /** The extra cost as a multiple of the floor's: of the medians. */
  toFloor: number;
}

/** Measures all variants of a work, in turn, in each round in another order. */
export async function measureWork(work: Work, effort: Effort): Promise<Cost[]> {
  const variants = await variantsOf(work, effort.peers);
  const stage = await openStage(work, variants);
  try {
    const { pid } = stage.envoy;
    const samples = new Map<string, number[]>();
    for (const runner of stage.runners) {
      await runner.load.run(effort.milliseconds * 2);
      check(work, runner);
      samples.set(runner.variant.name, []);
    }
    for (let round = 0; round < effort.rounds; round++) {
      for (const { variant, load } of rotated(stage.runners, round)) {
        const cost = await costOf(pid, () => load.run(effort.milliseconds));
        samples.get(variant.name)!.push(cost);
      }
    }
    return costs(samples);
  } finally {
    await stage.close();
  }
}

/** CPU time of a process per request while requests are served. */
export async function costOf(
  pid: number,
  serve: () => Promise<number>,
): Promise<number> {
  const before = cpuTime(pid);
  const served = await serve();
  // The kernel counts a thread's time when it goes to sleep.
  await delay(2);
  return (cpuTime(pid) - before) / served;
}

function costs(samples: Map<string, number[]>): Cost[] {
  const none = samples.get("none")!;
  const found = [...samples].map(([variant, totals]) => ({
    variant,
    total: spread(totals),
    extra: spread(totals.map((total, round) => total - none[round])),
    least: Math.min(...totals) - Math.min(...none),
  }));
  const floor = found.find(({ variant }) => variant === "floor")!.extra.median;
  return found.map((cost) => ({
    ...cost,
    toFloor: cost.extra.median / floor,
  }));
}

/** Begins with another one in each round: what ran before leaves its traces. */
function rotated(runners: Runner[], round: number): Runner[] {
  const start = (round * 3) % runners.length;
  const order = [...runners.slice(start), ...runners.slice(0, start)];
  return round % 2 === 0 ? order : order.toReversed();
}

function check(work: Work, { variant, load }: Runner): void {
  if (variant.name === "none" || work.expected === undefined) return;
  if (work.expected.test(load.lastResponse)) return;
  throw new Error(
    `Cannot measure ${variant.name}: it did not do "${work.title}", but ` +
      `answered ${load.lastResponse}`,
  );
}
