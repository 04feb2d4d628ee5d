import { setTimeout as delay } from "node:timers/promises";
import { createServer, type AddressInfo } from "node:net";
import { bootstrap } from "../cli/envoy/bootstrap.ts";
import { EnvoyChild } from "../cli/envoy/envoy-child.ts";
import { anonymousMemory, cpuTime, residentMemory } from "./cpu-time.ts";
import { Load } from "./load.ts";
import type { Effort } from "./rounds.ts";
import { listenerOf } from "./stage.ts";
import { spread, type Spread } from "./statistics.ts";
import { variantsOf, type Variant } from "./variants.ts";
import type { Work } from "./work.ts";

/** What a variant adds to its own Envoy. */
export interface StartUp {
  variant: string;
  /** Milliseconds to the first 200, beyond those without a filter. */
  start: Spread;
  /** The same in milliseconds of CPU time, which other programs disturb less. */
  startCpu: Spread;
  /** MiB of resident memory at that time, beyond no filter. */
  memory: Spread;
  /** The anonymous part of it, which excludes pages of files such as Envoy's code. */
  anonymous: Spread;
  /** The resident memory after some seconds of requests. */
  memoryAfterRun: Spread;
}

interface Sample {
  start: number;
  startCpu: number;
  memory: number;
  anonymous: number;
  memoryAfterRun: number;
}

const ROUNDS = 11;

/** Starts an Envoy for each variant, in turn, several times. */
export async function measureStartUp(
  work: Work,
  effort: Effort,
): Promise<StartUp[]> {
  const variants = await variantsOf(work, effort.peers);
  const samples = variants.map((): Sample[] => []);
  const rounds = Math.min(ROUNDS, effort.rounds);
  for (let round = 0; round < rounds; round++) {
    for (const [i, variant] of variants.entries()) {
      samples[i].push(await startOnce(work, variant, effort));
    }
  }
  return variants.map(({ name }, i) => ({
    variant: name,
    start: beyond(samples[i], samples[0], "start"),
    startCpu: beyond(samples[i], samples[0], "startCpu"),
    memory: beyond(samples[i], samples[0], "memory"),
    anonymous: beyond(samples[i], samples[0], "anonymous"),
    memoryAfterRun: beyond(samples[i], samples[0], "memoryAfterRun"),
  }));
}

function beyond(
  samples: Sample[],
  none: Sample[],
  field: keyof Sample,
): Spread {
  return spread(samples.map((each, i) => each[field] - none[i][field]));
}

async function startOnce(
  work: Work,
  variant: Variant,
  { milliseconds }: Effort,
): Promise<Sample> {
  const port = await freePort();
  const listener = listenerOf(work, variant);
  listener.address = {
    socket_address: { address: "127.0.0.1", port_value: port },
  };
  const begin = performance.now();
  const child = await EnvoyChild.spawn(bootstrap({ listeners: [listener] }), {
    logLevel: "off",
  });
  try {
    const load = await firstAnswer(work, port);
    const start = performance.now() - begin;
    const startCpu = cpuTime(child.pid!) / 1000;
    const memory = residentMemory(child.pid!) / 1024;
    const anonymous = anonymousMemory(child.pid!) / 1024;
    await load.run(milliseconds * 4);
    const memoryAfterRun = residentMemory(child.pid!) / 1024;
    load.close();
    return { start, startCpu, memory, anonymous, memoryAfterRun };
  } finally {
    await child.stop();
  }
}

/** Connects repeatedly until Envoy answers with 200. */
async function firstAnswer(work: Work, port: number): Promise<Load> {
  const { request, connections } = work;
  const [responseEnd] = work.responseEnd;
  const options = { port, connections, requests: [request], responseEnd };
  const deadline = performance.now() + 30_000;
  for (;;) {
    try {
      const load = await Load.connect(options);
      await load.run(0);
      return load;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await delay(1);
    }
  }
}

/** A free port; one that Envoy picks would be known too late. */
function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
