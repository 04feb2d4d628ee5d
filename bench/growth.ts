import { residentMemory } from "./cpu-time.ts";
import { Load } from "./load.ts";
import { beyond, sampleRounds, type Effort, type Samples } from "./rounds.ts";
import { openStage, type Runner, type Stage } from "./stage.ts";
import { spread, type Spread } from "./statistics.ts";
import { variantsOf, type Variant } from "./variants.ts";
import { getRequest, postRequest, type Work } from "./work.ts";
import { numbered, WORKS } from "./works.ts";

/** How the cost of a request grows with something. */
export interface Growth {
  name: string;
  title: string;
  /** What the sizes count. */
  unit: string;
  lines: GrowthLine[];
}

export interface GrowthLine {
  variant: string;
  points: GrowthPoint[];
}

/** What a request costs at a given size, beyond no filter. */
export interface GrowthPoint {
  size: number;
  extra: Spread;
}

const HEADERS = [1, 10, 30, 100];
const KIBIBYTES = [1, 4, 16, 64, 256, 1024];
const PLUGINS = [1, 2, 5, 10];
const WORKERS = [1, 2];

/** The variants that have a line. */
const LINES = ["none", "lua", "floor", "ours", "rust"];

/** Parts of the rounds, since there are many points. */
const PART = 3;

/** Measures the cost by headers, body size, plugins in one VM, and workers. */
export async function measureGrowth(effort: Effort): Promise<Growth[]> {
  const each = { ...effort, rounds: Math.ceil(effort.rounds / PART) };
  return [
    await headerGrowth(each),
    await bodyGrowth(each),
    await pluginGrowth(each),
    await workerGrowth(each),
  ];
}

async function headerGrowth(effort: Effort): Promise<Growth> {
  const work = { ...workOf("configured"), filter: "each-header" };
  const lines = await byRequest(work, effort, HEADERS, (headers) =>
    getRequest("/", numbered(headers)),
  );
  const title = "reading all headers";
  return { name: "headers", title, unit: "headers", lines };
}

async function bodyGrowth(effort: Effort): Promise<Growth> {
  const work = workOf("body");
  const text = "The quick brown fox jumps over 13 lazy dogs, twice.\n";
  const lines = await byRequest(work, effort, KIBIBYTES, (kibibytes) =>
    postRequest(Buffer.alloc(kibibytes * 1024, text)),
  );
  const title = "upper-casing a body, byte by byte";
  return { name: "bodies", title, unit: "KiB", lines };
}

/** Gives each variant requests of all sizes, in turn. */
async function byRequest(
  work: Work,
  effort: Effort,
  sizes: number[],
  requestOf: (size: number) => Buffer,
): Promise<GrowthLine[]> {
  const variants = await linesOf(work, effort);
  const stage = await openStage(work, variants);
  const runners: Runner[] = [];
  try {
    for (const { name } of variants) {
      for (const size of sizes) {
        const [filtered, plain] = work.responseEnd;
        const load = await Load.connect({
          port: stage.envoy.port(name),
          connections: work.connections,
          requests: [requestOf(size)],
          responseEnd: name === "none" ? plain : filtered,
        });
        runners.push({ variant: { name: `${name} ${size}` }, load });
      }
    }
    return linesFrom(variants, sizes, await sample(stage, runners, effort));
  } finally {
    for (const { load } of runners) load.close();
    await stage.close();
  }
}

async function pluginGrowth(effort: Effort): Promise<Growth> {
  const work = workOf("configured");
  const variants = await linesOf(work, effort);
  const stages = variants.flatMap((variant) =>
    PLUGINS.map((copies) => {
      const name = `${variant.name} ${copies}`;
      return { ...variant, name, copies };
    }),
  );
  const stage = await openStage(work, stages);
  try {
    const samples = await sample(stage, stage.runners, effort);
    const lines = linesFrom(variants, PLUGINS, samples);
    const title = "as many plugins in one VM, each adding a header";
    return { name: "plugins", title, unit: "plugins", lines };
  } finally {
    await stage.close();
  }
}

async function workerGrowth(effort: Effort): Promise<Growth> {
  const variants = await linesOf(workOf("configured"), effort);
  const samples: Samples = new Map();
  for (const workers of WORKERS) {
    const work = { ...workOf("configured"), workers };
    const stage = await openStage(work, variants);
    try {
      for (const [name, costs] of await sample(stage, stage.runners, effort)) {
        samples.set(`${name} ${workers}`, costs);
      }
    } finally {
      await stage.close();
    }
  }
  const lines = linesFrom(variants, WORKERS, samples);
  const title = "adding a header, by workers";
  return { name: "workers", title, unit: "workers", lines };
}

async function sample(
  { envoy }: Stage,
  runners: Runner[],
  effort: Effort,
): Promise<Samples> {
  const samples: Samples = new Map();
  await sampleRounds(envoy.pid, runners, { ...effort, rounds: 2 }, new Map());
  await sampleRounds(envoy.pid, runners, effort, samples);
  return samples;
}

function linesFrom(
  variants: Variant[],
  sizes: number[],
  samples: Samples,
): GrowthLine[] {
  return variants
    .filter(({ name }) => name !== "none")
    .map(({ name }) => ({
      variant: name,
      points: sizes.map((size) => ({
        size,
        extra: spread(beyond(samples, `${name} ${size}`, `none ${size}`)),
      })),
    }));
}

async function linesOf(work: Work, { peers }: Effort): Promise<Variant[]> {
  const variants = await variantsOf({ ...work, native: undefined }, peers);
  return variants.filter(({ name }) => LINES.includes(name));
}

function workOf(name: string): Work {
  return WORKS.find((work) => work.name === name)!;
}

/** Resident memory in MiB after given numbers of requests to one VM. */
export async function memoryGrowth(
  requests: readonly number[],
): Promise<{ requests: number; memory: number }[]> {
  const work = workOf("configured");
  const variants = await variantsOf(work, undefined);
  const own = variants.filter(({ name }) => ["none", "ours"].includes(name));
  const stage = await openStage(work, own);
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
