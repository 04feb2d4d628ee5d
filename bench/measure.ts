import { beyond, sampleRounds, type Effort, type Samples } from "./rounds.ts";
import { openStage, type Runner } from "./stage.ts";
import { spread, type Spread } from "./statistics.ts";
import { variantsOf } from "./variants.ts";
import type { Work } from "./works.ts";

/** What a variant of a work costs, in microseconds of CPU time per request. */
export interface Cost {
  variant: string;
  total: Spread;
  /** Beyond no filter, in the same round. */
  extra: Spread;
  /** The minimum beyond that of no filter, which a busy machine disturbs least. */
  least: number;
  /** The extra cost as a multiple of the floor's, both medians. */
  toFloor: number;
}

/** Envoy puts code and data in a different place at each start. */
const STARTS = 3;

/** Measures all variants of a work in turn, in several successive Envoys. */
export async function measureWork(work: Work, effort: Effort): Promise<Cost[]> {
  const variants = await variantsOf(work, effort.peers);
  const rounds = Math.ceil(effort.rounds / STARTS);
  const milliseconds = effort.milliseconds * (work.turnFactor ?? 1);
  const samples: Samples = new Map();
  for (let start = 0; start < STARTS; start++) {
    const stage = await openStage(work, variants);
    try {
      for (const runner of stage.runners) {
        await runner.load.run(milliseconds * 2);
        check(work, runner);
      }
      const each = { ...effort, rounds, milliseconds };
      await sampleRounds(stage.envoy.pid, stage.runners, each, samples);
    } finally {
      await stage.close();
    }
  }
  return costs(samples);
}

function costs(samples: Samples): Cost[] {
  const none = samples.get("none")!;
  const found = [...samples].map(([variant, totals]) => ({
    variant,
    total: spread(totals),
    extra: spread(beyond(samples, variant, "none")),
    least: Math.min(...totals) - Math.min(...none),
  }));
  const floor = found.find(({ variant }) => variant === "floor")!.extra.median;
  return found.map((cost) => ({
    ...cost,
    toFloor: cost.extra.median / floor,
  }));
}

function check(work: Work, { variant, load }: Runner): void {
  if (variant.name === "none" || work.expected === undefined) return;
  if (work.expected.test(load.lastResponse)) return;
  throw new Error(
    `Cannot measure ${variant.name}: it did not do "${work.title}", but ` +
      `answered ${load.lastResponse}`,
  );
}
