import { residentMemory } from "./cpu-time.ts";
import { costOf, type Effort } from "./measure.ts";
import { filterModule, floorModule } from "./modules.ts";
import { parkingFilter, parkStreams } from "./parked-streams.ts";
import { openStage, type Runner } from "./stage.ts";
import { spread, type Spread } from "./statistics.ts";
import type { Variant } from "./variants.ts";
import { numbered, WORKS, type Work } from "./works.ts";

/** What a request costs beyond no filter at a size of something. */
export interface GrowthPoint {
  size: number;
  variant: string;
  extra: Spread;
  /** Milliseconds within which 99.9 % of the answers came. */
  latency: number;
}

const LIVE_STREAMS = [1, 100, 1_000, 10_000];
const HEADERS = [1, 10, 30, 100];

/** The cost of a request while other streams are live. */
export async function liveStreamGrowth(effort: Effort): Promise<GrowthPoint[]> {
  const base = WORKS.find(({ name }) => name === "configured")!;
  const work: Work = { ...base, behind: [parkingFilter()] };
  const stage = await openStage(work, await ownVariants("configured", true));
  const parked = stage.runners
    .filter(({ variant }) => variant.wasm !== undefined)
    .map(({ variant }) => parkStreams(stage.envoy.port(variant.name)));
  try {
    const points: GrowthPoint[] = [];
    let live = 0;
    for (const size of LIVE_STREAMS) {
      for (const each of parked) await each.add(size - live);
      live = size;
      points.push(
        ...(await extraOf(stage.runners, stage.envoy.pid, size, effort)),
      );
    }
    return points;
  } finally {
    for (const each of parked) each.close();
    await stage.close();
  }
}

/** The cost of a request whose headers are all read, by their number. */
export async function headerGrowth(effort: Effort): Promise<GrowthPoint[]> {
  const base = WORKS.find(({ name }) => name === "headers10")!;
  const variants = await ownVariants("each-header", false);
  const points: GrowthPoint[] = [];
  for (const size of HEADERS) {
    const head = `GET / HTTP/1.1\r\nhost: bench\r\n${numbered(size)}\r\n`;
    const work: Work = { ...base, request: Buffer.from(head) };
    const stage = await openStage(work, variants);
    try {
      points.push(
        ...(await extraOf(stage.runners, stage.envoy.pid, size, effort)),
      );
    } finally {
      await stage.close();
    }
  }
  return points;
}

/** Resident memory in MiB after so many requests to one VM. */
export async function memoryGrowth(
  requests: readonly number[],
): Promise<{ requests: number; memory: number }[]> {
  const work = WORKS.find(({ name }) => name === "configured")!;
  const variants = await ownVariants("configured", false);
  const stage = await openStage(work, variants);
  try {
    const { load } = stage.runners[1];
    const points: { requests: number; memory: number }[] = [];
    let served = 0;
    for (const goal of requests) {
      while (served < goal) served += await load.run(500);
      const memory = residentMemory(stage.envoy.pid) / 1024;
      points.push({ requests: served, memory });
    }
    return points;
  } finally {
    await stage.close();
  }
}

async function ownVariants(
  filter: string,
  hasFloor: boolean,
): Promise<Variant[]> {
  const wasm = await filterModule(filter);
  const variants: Variant[] = [
    { name: "none" },
    { name: "ours", wasm, filter: { wasm } },
  ];
  if (!hasFloor) return variants;
  const floor = await floorModule(filter);
  return [...variants, { name: "floor", wasm: floor, filter: { wasm: floor } }];
}

async function extraOf(
  runners: Runner[],
  pid: number,
  size: number,
  { rounds, milliseconds }: Effort,
): Promise<GrowthPoint[]> {
  const samples = runners.map((): number[] => []);
  const latencies = runners.map((): number[] => []);
  for (let round = -1; round < rounds; round++) {
    for (const [i, { load }] of runners.entries()) {
      const cost = await costOf(pid, () => load.run(milliseconds));
      if (round < 0) continue;
      samples[i].push(cost);
      latencies[i].push(load.latency(0.999));
    }
  }
  return runners.slice(1).map(({ variant }, i) => ({
    size,
    variant: variant.name,
    extra: spread(
      samples[i + 1].map((cost, round) => cost - samples[0][round]),
    ),
    latency: spread(latencies[i + 1]).median,
  }));
}
