import { filterModule, floorModule, stubModule } from "./modules.ts";
import { parkingFilter, parkStreams } from "./parked-streams.ts";
import { beyond, sampleRounds, type Effort, type Samples } from "./rounds.ts";
import { openStage } from "./stage.ts";
import { quantile, spread, type Spread } from "./statistics.ts";
import { peerModule, type Variant } from "./variants.ts";
import type { Work } from "./work.ts";
import { WORKS } from "./works.ts";

/** What a request costs while other streams of the same VM are live. */
export interface LivePoint {
  live: number;
  variant: string;
  /** Beyond no filter, in the same round. */
  extra: Spread;
  /** Beyond the same module with one live stream, in the same round. */
  growth: Spread;
  /** How far that exceeds the floor's growth, in the same round. */
  beyondFloor: Spread;
  /** Milliseconds within which 99.9 % of all answers came. */
  latency: number;
}

const SIZES = [1, 100, 1_000, 10_000];
const ENDS = [1, 10_000];

/** Envoy puts code and data in a different place at each start. */
const STARTS = 4;

/** Makes turns more and longer, enough to detect a difference of 5 %. */
const TURN_FACTOR = 2;

/**
 * Measures requests to VMs that have other streams. All VMs are in one Envoy and take
 * turns, so that what the streams cost Envoy itself is the same for each. `stub` is
 * ours with a runtime that never collects.
 */
export async function measureLiveStreams(effort: Effort): Promise<LivePoint[]> {
  const base = WORKS.find(({ name }) => name === "configured")!;
  const work: Work = { ...base, filtersAfter: [parkingFilter()] };
  const rust = peerModule("configured", "rust", effort.peers);
  const modules = {
    ours: await filterModule("configured"),
    floor: await floorModule("configured"),
    ...(rust && { rust }),
    stub: await stubModule("configured"),
  };
  const points = Object.entries(modules).flatMap(([variant, wasm]) =>
    (variant === "stub" ? ENDS : SIZES).map((live) => ({
      variant,
      live,
      name: `${variant} ${live}`,
      wasm,
    })),
  );
  const variants: Variant[] = points.map(({ name, wasm }) => ({
    name,
    wasm,
    filter: { wasm, vmId: name, configuration: "world" },
  }));
  const samples: Samples = new Map();
  const latencies = new Map<string, number[]>();
  const rounds = Math.ceil((effort.rounds * TURN_FACTOR) / STARTS);
  const milliseconds = effort.milliseconds * TURN_FACTOR;
  for (let start = 0; start < STARTS; start++) {
    const stage = await openStage(work, [{ name: "none" }, ...variants]);
    const parked = points.map(({ name }) =>
      parkStreams(stage.envoy.port(name)),
    );
    try {
      for (const [i, { live }] of points.entries()) await parked[i].add(live);
      const { pid } = stage.envoy;
      const each = { ...effort, rounds, milliseconds };
      await sampleRounds(pid, stage.runners, { ...each, rounds: 2 }, new Map());
      await sampleRounds(pid, stage.runners, each, samples, (runner) => {
        const { name } = runner.variant;
        const all = latencies.get(name) ?? [];
        for (const latency of runner.load.latencies) all.push(latency);
        latencies.set(name, all);
      });
    } finally {
      for (const each of parked) each.close();
      await stage.close();
    }
    // Other VMs come first at the next start.
    variants.reverse();
  }
  return points.map(({ variant, live, name }) => ({
    live,
    variant,
    extra: spread(beyond(samples, name, "none")),
    growth: spread(growthOf(samples, variant, live)),
    beyondFloor: spread(beyondFloor(samples, variant, live)),
    latency: quantile(latencies.get(name)!, 0.999),
  }));
}

/** What live streams add to the cost of a module's requests, for each round. */
function growthOf(samples: Samples, variant: string, live: number): number[] {
  return beyond(samples, `${variant} ${live}`, `${variant} ${SIZES[0]}`);
}

function beyondFloor(
  samples: Samples,
  variant: string,
  live: number,
): number[] {
  const floor = growthOf(samples, "floor", live);
  return growthOf(samples, variant, live).map((own, i) => own - floor[i]);
}
