import { readFile } from "node:fs/promises";
import { RootContext } from "../host/contexts/root-context.ts";
import { VmContext } from "../host/contexts/vm-context.ts";
import { FilterModule } from "../host/engine/filter-module.ts";
import { Vm, type HostFunctions } from "../host/engine/vm.ts";
import { hostFunctions } from "../host/functions/host-functions.ts";
import { HttpStream } from "../host/http/http-stream.ts";
import { Callouts } from "../host/shared/callouts.ts";
import { Clock } from "../host/shared/clock.ts";
import { Dispatcher } from "../host/shared/dispatcher.ts";
import { Metrics } from "../host/shared/metrics.ts";
import { ProxyLog } from "../host/shared/proxy-log.ts";
import { SharedData } from "../host/shared/shared-data.ts";
import { SharedQueues } from "../host/shared/shared-queues.ts";
import { countingModule } from "./modules.ts";

/** What a filter does for one request. Unlike time, this is exact. */
export interface Counts {
  /** How often the host enters the module, except for `malloc`. */
  callbacks: number;
  /** How often the module calls the host, by function. */
  hostCalls: Record<string, number>;
  /** How many blocks the module allocates, including those for the host. */
  allocations: number;
}

/** The filters that are counted. */
export const COUNTED = [
  "noop",
  "add-header",
  "configured",
  "headers10",
  "each-header",
  "body",
  "log",
  "http-call",
];

const WARM_UP = 1000;
const REQUESTS = 1000;

/**
 * Counts what one of the bench's filters does for a request in the emulator, averaged
 * over many requests.
 *
 *     (await countRequests("add-header")).hostCalls;
 *     // { proxy_replace_header_map_value: 1 }
 */
export async function countRequests(filter: string): Promise<Counts> {
  const wasm = await countingModule(filter);
  const module = FilterModule.compile(Uint8Array.from(await readFile(wasm)));
  const hostCalls: Record<string, number> = {};
  let callbacks = 0;
  const vm = new Vm(module, {
    ...SETTINGS,
    kind: "worker",
    worker: 0,
    link: (vm) => counted(hostFunctions(vm), hostCalls),
  });
  const context = new VmContext(SETTINGS);
  const call = vm.call.bind(vm);
  vm.call = (context, name, ...args) => {
    if (vm.has(name) && name !== "malloc") callbacks++;
    return call(context, name, ...args);
  };
  vm.start(context);
  const root = startPlugin(vm);
  const allocations = () => call(context, "allocations")!;
  serve(root, WARM_UP);
  for (const name of Object.keys(hostCalls)) delete hostCalls[name];
  callbacks = 0;
  const before = allocations();
  serve(root, REQUESTS);
  return {
    callbacks: callbacks / REQUESTS,
    hostCalls: Object.fromEntries(
      Object.entries(hostCalls)
        .toSorted()
        .map(([name, count]) => [name, count / REQUESTS]),
    ),
    allocations: (allocations() - before) / REQUESTS,
  };
}

const DISPATCHER = new Dispatcher(new Clock(new Date(0)));

const SETTINGS = {
  vmId: "",
  configuration: new Uint8Array(0),
  environment: {},
  allowedCapabilities: new Set<string>(),
  log: new ProxyLog("info"),
  sharedData: new SharedData(),
  sharedQueues: new SharedQueues(),
  foreignFunctions: {},
  resolveDns: null,
  metrics: new Metrics(),
  clock: DISPATCHER.clock,
  dispatcher: DISPATCHER,
  callouts: new Callouts(DISPATCHER, { auth: {} }),
};

function startPlugin(vm: Vm): RootContext {
  const root = new RootContext(vm, {
    ...{ name: "", rootId: "", properties: {} },
    configuration: Buffer.from("world"),
    allowOnHeadersStopIteration: false,
  });
  if (!root.start() || !root.configure()) throw new Error(String(vm.failure));
  return root.retained();
}

function serve(root: RootContext, count: number): void {
  for (let i = 0; i < count; i++) {
    new HttpStream([root], SETTINGS.dispatcher).request({
      path: "/bench",
      method: "POST",
      headers: { "user-agent": "bench", ...NUMBERED },
      body: "the quick brown fox",
      upstream: { status: 200, headers: { "x-remove": "1" }, body: "hello" },
    });
    for (const call of SETTINGS.callouts.httpCalls) call.respond();
  }
}

const NUMBERED = Object.fromEntries(
  Array.from({ length: 8 }, (_, i) => [`x-h${i}`, "0123456789abcdef"]),
);

function counted(
  modules: Record<string, HostFunctions>,
  counts: Record<string, number>,
): Record<string, HostFunctions> {
  const entries = Object.entries(modules).map(([module, functions]) => [
    module,
    Object.fromEntries(
      Object.entries(functions).map(([name, run]) => [
        name,
        (...args: never[]) => {
          counts[name] = (counts[name] ?? 0) + 1;
          return run(...args);
        },
      ]),
    ),
  ]);
  return Object.fromEntries(entries) as Record<string, HostFunctions>;
}
