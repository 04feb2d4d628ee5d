import type { EnvoyProcess } from "../cli/envoy/envoy-process.ts";
import type { EnvoyObject } from "../cli/envoy/extension.ts";
import { exchange } from "./exchange.ts";
import { startProcessor } from "./processor.ts";
import { beyond, sampleRounds, type Effort, type Samples } from "./rounds.ts";
import { openStage, type Runner } from "./stage.ts";
import { spread, type Spread } from "./statistics.ts";
import { variantsOf, type Variant } from "./variants.ts";
import type { Work } from "./work.ts";

/** What a variant of a work costs, in microseconds of CPU time per request. */
export interface Cost {
  variant: string;
  total: Spread;
  /** Beyond no filter, in the same round. */
  extra: Spread;
  /** The minimum beyond that of no filter, which a busy machine disturbs least. */
  least: number;
  /** The extra cost as a multiple of the floor's, both medians; where there is a floor. */
  toFloor?: number;
  /** Beyond our filter, in the same round. */
  beyondOurs?: Spread;
}

/** Envoy puts code and data in a different place at each start. */
const STARTS = 3;

/** Measures all variants of a work in turn, in several successive Envoys. */
export async function measureWork(work: Work, effort: Effort): Promise<Cost[]> {
  const processor = work.hasProcessor ? await startProcessor(work) : undefined;
  try {
    const variants = await variantsOf(work, effort.peers);
    if (processor) variants.push(processor.variant);
    const clusters = processor ? [processor.cluster] : [];
    return costs(await sample(work, variants, clusters, effort));
  } finally {
    processor?.stop();
  }
}

async function sample(
  work: Work,
  variants: Variant[],
  clusters: EnvoyObject[],
  effort: Effort,
): Promise<Samples> {
  const rounds = Math.ceil(effort.rounds / STARTS);
  const milliseconds = effort.milliseconds * (work.turnFactor ?? 1);
  const samples: Samples = new Map();
  for (let start = 0; start < STARTS; start++) {
    const stage = await openStage(work, variants, clusters);
    try {
      for (const runner of stage.runners) {
        await runner.load.run(milliseconds * 2);
        await checkWork(work, runner, stage.envoy);
      }
      const each = { ...effort, rounds, milliseconds };
      await sampleRounds(stage.envoy.pid, stage.runners, each, samples);
    } finally {
      await stage.close();
    }
  }
  return samples;
}

function costs(samples: Samples): Cost[] {
  const none = samples.get("none")!;
  const found = [...samples].map(([variant, totals]) => ({
    variant,
    total: spread(totals),
    extra: spread(beyond(samples, variant, "none")),
    least: Math.min(...totals) - Math.min(...none),
    beyondOurs: spread(beyond(samples, variant, "ours")),
  }));
  const floor = found.find(({ variant }) => variant === "floor");
  return found.map((cost) => ({
    ...cost,
    ...(floor && { toFloor: cost.extra.median / floor.extra.median }),
  }));
}

/** Throws where a variant does not do its work. */
export async function checkWork(
  work: Work,
  { variant, load }: Runner,
  envoy: EnvoyProcess,
): Promise<void> {
  if (variant.name === "none") return;
  const fail = (why: string) => {
    throw new Error(
      `Cannot measure ${variant.name}: it did not do "${work.title}", but ${why}`,
    );
  };
  const { expected, refused, counts } = work;
  if (expected && !expected.test(load.lastResponse)) {
    fail(`answered ${load.lastResponse}`);
  }
  if (refused) {
    const answer = await exchange(envoy.port(variant.name), refused.request);
    if (!refused.expected.test(answer)) fail(`let pass: ${answer}`);
  }
  // Lua has no counters.
  if (counts && variant.name !== "lua") {
    const count = async () => {
      const found = await envoy.stats(counts.stat);
      return [...found.values()].reduce((sum, each) => sum + each, 0);
    };
    const before = await count();
    const served = await load.run(0);
    const counted = (await count()) - before;
    if (counted !== served * counts.each) fail(`counted ${counted}`);
  }
}
