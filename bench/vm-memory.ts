import { bootstrap } from "../cli/envoy/bootstrap.ts";
import { EnvoyProcess } from "../cli/envoy/envoy-process.ts";
import { httpListener } from "../cli/envoy/listener.ts";
import type { Plugin } from "../cli/envoy/plugin-config.ts";
import { anonymousMemory, residentMemory } from "./cpu-time.ts";
import { exchange } from "./exchange.ts";
import { filterModule, floorModule } from "./modules.ts";
import { spread, type Spread } from "./statistics.ts";
import { ROOT_ID, peerModule } from "./variants.ts";
import { getRequest } from "./work.ts";

/** What filters add to the memory of an Envoy. */
export interface VmMemory {
  filters: string;
  /** How many VMs each worker has for them. */
  vms: number;
  workers: number;
  /** MiB of resident memory, beyond an Envoy without a filter. */
  memory: Spread;
  /** The anonymous part of it. */
  anonymous: Spread;
}

/** Filters of one project: a module each, or all in one. The first one answers. */
const PROJECT = {
  "verify-jwt": "verify_jwt",
  configured: "add_header",
  headers10: "headers10",
  body: "body",
  log: "log",
  "http-call": "http_call",
  "pick-json": "pick_json",
  routes: "routes",
  replace: "replace",
  limiter: "limiter",
};

const MANY = 10;
const ROUNDS = 3;

interface Setup {
  filters: string;
  vms: number;
  workers?: number;
  plugins: Plugin[];
}

/**
 * Starts Envoys with one and with ten filters, in VMs of their own and in a common one, and
 * reads how much memory each takes when it has answered a request.
 */
export async function measureVmMemory(
  peers: string | undefined,
): Promise<VmMemory[]> {
  const setups = await setupsOf(peers);
  const samples = setups.map((): Memory[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    const none = [await memoryOf([], 1), await memoryOf([], 2)];
    for (const [i, { plugins, workers = 1 }] of setups.entries()) {
      const { memory, anonymous } = await memoryOf(plugins, workers);
      const base = none[workers - 1];
      samples[i].push({
        memory: memory - base.memory,
        anonymous: anonymous - base.anonymous,
      });
    }
  }
  return setups.map(({ filters, vms, workers = 1 }, i) => ({
    ...{ filters, vms, workers },
    memory: spread(samples[i].map((each) => each.memory)),
    anonymous: spread(samples[i].map((each) => each.anonymous)),
  }));
}

interface Memory {
  memory: number;
  anonymous: number;
}

async function setupsOf(peers: string | undefined): Promise<Setup[]> {
  const floor = await floorModule("configured");
  const own = await filterModule("configured");
  const linked = await filterModule("linked");
  const rust = peerModule("configured", "rust", peers);
  const ten = await Promise.all(
    Object.entries(PROJECT).map(async ([name, rootId], i) =>
      plugin(await filterModule(name), `vm-${i}`, rootId),
    ),
  );
  const joined = Object.values(PROJECT).map((rootId) =>
    plugin(linked, "vm", rootId),
  );
  return [
    ...sameSetups("floor", floor),
    ...sameSetups("ours", own),
    ...(rust === undefined ? [] : sameSetups("rust", rust)),
    ...[1, 2].flatMap((workers) => [
      { filters: "10 of ours, a module each", vms: 10, workers, plugins: ten },
      { filters: "the same in one module", vms: 1, workers, plugins: joined },
    ]),
    ...(rust === undefined
      ? []
      : [
          {
            filters: "one of ours and one of rust",
            vms: 2,
            plugins: [
              plugin(own, "ours", ROOT_ID),
              plugin(rust, "rust", ROOT_ID),
            ],
          },
        ]),
  ];
}

/** A filter once, ten times with a VM each, and ten times in one VM. */
function sameSetups(name: string, wasm: string): Setup[] {
  const many = (vmOf: (i: number) => string) =>
    Array.from({ length: MANY }, (_, i) => plugin(wasm, vmOf(i), ROOT_ID));
  return [
    { filters: `1 of ${name}`, vms: 1, plugins: [plugin(wasm, "vm", ROOT_ID)] },
    {
      filters: `10 of ${name}`,
      vms: MANY,
      plugins: many((i) => `vm-${i}`),
    },
    { filters: `10 of ${name}`, vms: 1, plugins: many(() => "vm") },
  ];
}

function plugin(wasm: string, vmId: string, rootId: string): Plugin {
  const settings = { rate: 1e6, burst: 1_000_000 };
  const configuration = rootId === "limiter" ? settings : "world";
  return { wasm, vmId, rootId, name: `${vmId}-${rootId}`, configuration };
}

async function memoryOf(filters: Plugin[], workers: number): Promise<Memory> {
  const envoy = await EnvoyProcess.start(
    bootstrap({ listeners: [httpListener({ filters })] }),
    { logLevel: "off", concurrency: workers },
  );
  try {
    await exchange(envoy.port(), getRequest());
    return {
      memory: residentMemory(envoy.pid) / 1024,
      anonymous: anonymousMemory(envoy.pid) / 1024,
    };
  } finally {
    await envoy.stop();
  }
}
