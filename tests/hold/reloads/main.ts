/**
 * Gives a plugin another configuration, again and again, while it serves: by a new listener,
 * or by a new configuration of the filter alone. Some are refused, and some trap. No request
 * of HTTP/1 or HTTP/2 may fail, and none may be served by a configuration that was refused. Of
 * requests that take longer than the drain time, a listener that goes may cut some.
 *
 *     npm run hold -- --only reloads
 *     node --import tsx tests/hold/reloads/main.ts --reloads 500 --workers 2
 */
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { anonymousMemory } from "../../../bench/cpu-time.ts";
import { bootstrap } from "../../../cli/envoy/bootstrap.ts";
import { cluster } from "../../../cli/envoy/cluster.ts";
import { EnvoyProcess } from "../../../cli/envoy/envoy-process.ts";
import type { Plugin } from "../../../cli/envoy/plugin-config.ts";
import { compile } from "../../compile.ts";
import { folderOfProcess } from "../../temp-folder.ts";
import { startEcho } from "../identity/echo-server.ts";
import { LONG, startLoad, type Served } from "./load.ts";
import { byFilter, byListener, type Updates } from "./updates.ts";

const { values } = parseArgs({
  options: {
    reloads: { type: "string", default: "100" },
    workers: { type: "string", default: "1" },
  },
});
const reloads = Number(values.reloads);

/** Longer than other requests, so that none is cut as its listener goes. */
const DRAIN_SECONDS = 2;
const LONG_MS = 3000;
const PAUSE_MS = 50;

const wasm = await compile("tests/hold/filters/reloads.ts");
let faults = 0;
for (const [name, updatesOf] of [
  ["listener", byListener],
  ["filter", byFilter],
] as const) {
  faults += await reload(name, updatesOf);
}
process.exit(faults > 0 ? 1 : 0);

async function reload(
  name: string,
  updatesOf: typeof byListener,
): Promise<number> {
  const started = performance.now();
  const folder = await folderOfProcess();
  const plugin = (configuration: string) => ({
    wasm,
    rootId: "reloads",
    name: "p",
    configuration,
  });
  const updates = await updatesOf(folder, plugin("good-0"));
  const echo = await startEcho((path) => (path.startsWith(LONG) ? LONG_MS : 0));
  const envoy = await EnvoyProcess.start(
    bootstrap({
      node: { id: "any", cluster: "any" },
      listeners: updates.listeners,
      clusters: [cluster({ name: "upstream", port: echo.port })],
      fields: updates.fields,
    }),
    {
      logLevel: "off",
      componentLogLevel: "wasm:error",
      concurrency: Number(values.workers),
      args: [
        ...["--drain-time-s", `${DRAIN_SECONDS}`],
        ...["--drain-strategy", "immediate"],
      ],
    },
  );
  const { served, stop } = startLoad(envoy.port());
  const before = anonymousMemory(envoy.pid) / 1024;
  const refused = await updateAll(envoy, updates, plugin, served);
  await stop();
  await delay(DRAIN_SECONDS * 1500);
  const memory = anonymousMemory(envoy.pid) / 1024;
  await envoy.stop();
  echo.server.close();
  const wrong = [...served.versions].filter((each) => !each.startsWith("good"));
  for (const line of served.failed.slice(0, 5)) console.log(line);
  if (wrong.length > 0) console.log(`served by ${wrong.join(", ")}`);
  const { answered, cut } = served.long;
  // Only a listener that goes takes its connections along.
  const wrongCuts = name === "listener" ? 0 : cut;
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(
    `by ${name}: ${reloads} reloads, ${refused} of them refused, ${served.requests} requests, ` +
      `${served.failed.length} failed, ${served.refused} refused, ` +
      `${answered} long ones, and ${cut} cut, ${served.versions.size} versions have answered, ` +
      `${values.workers} workers, ${before.toFixed(0)} MiB before, ${memory.toFixed(0)} MiB after, ${seconds} s`,
  );
  return served.failed.length + wrong.length + wrongCuts;
}

/** Makes all updates, and waits for the last to serve; returns how many had to be refused. */
async function updateAll(
  envoy: EnvoyProcess,
  { stats, update }: Updates,
  plugin: (configuration: string) => Plugin,
  served: Served,
): Promise<number> {
  let refused = 0;
  let last = "good-0";
  let seen = await countOf(envoy, stats);
  for (let i = 1; i <= reloads && served.failed.length === 0; i++) {
    const kind = i % 10 === 3 ? "refuse" : i % 10 === 7 ? "trap" : "good";
    if (kind === "good") last = `${kind}-${i}`;
    else refused++;
    await update(plugin(`${kind}-${i}`));
    seen = await after(envoy, stats, seen);
    await delay(PAUSE_MS);
  }
  while (!served.versions.has(last) && served.failed.length === 0) {
    await delay(PAUSE_MS);
  }
  return refused;
}

async function countOf(envoy: EnvoyProcess, stats: RegExp): Promise<number> {
  const counts = await envoy.stats(stats.source);
  return [...counts.values()].reduce((sum, each) => sum + each, 0);
}

/** Resolves once Envoy has taken or refused an update, with the new count. */
async function after(
  envoy: EnvoyProcess,
  stats: RegExp,
  seen: number,
): Promise<number> {
  for (;;) {
    const count = await countOf(envoy, stats);
    if (count > seen) return count;
    await delay(5);
  }
}
