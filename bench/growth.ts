import { residentMemory } from "./cpu-time.ts";
import { filterModule } from "./modules.ts";
import { beyond, sampleRounds, type Effort, type Samples } from "./rounds.ts";
import { openStage, type Runner } from "./stage.ts";
import { Load } from "./load.ts";
import { spread, type Spread } from "./statistics.ts";
import type { Variant } from "./variants.ts";
import type { Work } from "./work.ts";
import { numbered, WORKS } from "./works.ts";

/** What a request costs at a given size, beyond no filter. */
export interface GrowthPoint {
  size: number;
  extra: Spread;
}

const HEADERS = [1, 10, 30, 100];

/** The cost of reading all headers of a request, by their number. */
export async function headerGrowth(effort: Effort): Promise<GrowthPoint[]> {
  const work = WORKS.find(({ name }) => name === "headers10")!;
  const stage = await openStage(work, await ownVariants("each-header"));
  const runners: Runner[] = [];
  try {
    for (const { variant } of stage.runners) {
      for (const size of HEADERS) {
        const name = `${variant.name} ${size}`;
        const port = stage.envoy.port(variant.name);
        const load = await connectTo(port, work, size);
        runners.push({ variant: { name }, load });
      }
    }
    const samples: Samples = new Map();
    const { pid } = stage.envoy;
    await sampleRounds(pid, runners, { ...effort, rounds: 2 }, new Map());
    await sampleRounds(pid, runners, effort, samples);
    return HEADERS.map((size) => ({
      size,
      extra: spread(beyond(samples, `ours ${size}`, `none ${size}`)),
    }));
  } finally {
    for (const { load } of runners) load.close();
    await stage.close();
  }
}

/** Resident memory in MiB after given numbers of requests to one VM. */
export async function memoryGrowth(
  requests: readonly number[],
): Promise<{ requests: number; memory: number }[]> {
  const work = WORKS.find(({ name }) => name === "configured")!;
  const variants = await ownVariants("configured");
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

async function ownVariants(filter: string): Promise<Variant[]> {
  const wasm = await filterModule(filter);
  return [{ name: "none" }, { name: "ours", wasm, filter: { wasm } }];
}

function connectTo(port: number, work: Work, headers: number): Promise<Load> {
  const head = `GET / HTTP/1.1\r\nhost: bench\r\n${numbered(headers)}\r\n`;
  const { connections, responseEnd } = work;
  return Load.connect({
    ...{ port, connections, responseEnd: responseEnd[0] },
    requests: [Buffer.from(head)],
  });
}
