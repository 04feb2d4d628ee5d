/**
 * Filters that make calls, by callbacks and by waiting, to servers that stall, answer late or
 * in part, break off or answer what is none, and to clusters that vanish and come back. Each
 * request must come to the end that its call allows, with its own answer.
 *
 *     npm run hold -- --only callouts
 *     node --import tsx tests/hold/callouts/main.ts --seed 1 --requests 50000 --workers 2
 */
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { anonymousMemory } from "../../../bench/cpu-time.ts";
import { bootstrap } from "../../../cli/envoy/bootstrap.ts";
import { cluster } from "../../../cli/envoy/cluster.ts";
import { EnvoyProcess } from "../../../cli/envoy/envoy-process.ts";
import { any, type EnvoyObject } from "../../../cli/envoy/extension.ts";
import { httpListener } from "../../../cli/envoy/listener.ts";
import { compile } from "../../compile.ts";
import { Random } from "../../fuzz/random.ts";
import { folderOfProcess } from "../../temp-folder.ts";
import { GRPC_MODES } from "./grpc-modes.ts";
import { HTTP_MODES } from "./http-modes.ts";
import { ask } from "./ask.ts";
import { startServers } from "./start-servers.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    requests: { type: "string", default: "10000" },
    workers: { type: "string", default: "1" },
  },
});

const FILTERS = [
  ...["http-callbacks", "http-waits", "grpc-callbacks", "grpc-waits"],
];
// Node accepts one connection in each turn of its loop: more would wait too long.
const CLIENTS = 20;
/** How often a cluster goes, or comes back. */
const VANISH_MS = 200;
/** A call of a cluster that vanishes may also fail in any way. */
const VANISHED = /^(refused|failed|late|answered own) ?$/;
const UNLIMITED = {
  max_connections: 10_000,
  max_pending_requests: 10_000,
  max_requests: 10_000,
};

const random = new Random(Number(values.seed));
const wasm = await compile("tests/hold/filters/callouts.ts");
const servers = await startServers(Number(values.seed));
const folder = await folderOfProcess();
await writeClusters(true);
const envoy = await EnvoyProcess.start(
  bootstrap({
    node: { id: "any", cluster: "any" },
    listeners: FILTERS.map((rootId) =>
      httpListener({
        name: rootId,
        filters: [{ wasm, vmId: "calls", rootId }],
      }),
    ),
    clusters: [
      clusterOf("http", servers.http, false),
      clusterOf("grpc", servers.grpc, true),
      // Nothing listens there.
      clusterOf("closed-http", 1, false),
      clusterOf("closed-grpc", 1, true),
    ],
    fields: {
      dynamic_resources: {
        cds_config: {
          resource_api_version: "V3",
          path_config_source: { path: join(folder, "clusters.json") },
        },
      },
    },
  }),
  {
    logLevel: "off",
    componentLogLevel: "wasm:error",
    concurrency: Number(values.workers),
  },
);

const started = performance.now();
const goal = Number(values.requests);
const ends = new Map<string, number>();
const wrong: string[] = [];
let begun = 0;
let left = 0;
let vanished = 0;
let isOver = false;
const vanishing = vanishAgain();
await Promise.all(
  FILTERS.flatMap((filter) =>
    Array.from({ length: CLIENTS }, () => client(filter)),
  ),
);
isOver = true;
await vanishing;
const critical = envoy.logLines(/critical|error/i);
const memory = anonymousMemory(envoy.pid) / 1024;
await envoy.stop();
servers.stop();
for (const [end, count] of [...ends].toSorted())
  console.log(`${end}: ${count}`);
for (const line of [...wrong, ...critical].slice(0, 20)) console.log(line);
const seconds = ((performance.now() - started) / 1000).toFixed(0);
console.log(
  `seed ${values.seed}: ${begun} calls, ${left} clients left, the clusters vanished ` +
    `${vanished} times, ${wrong.length} wrong, ${critical.length} critical lines, ` +
    `${values.workers} workers, ${memory.toFixed(0)} MiB, ${seconds} s`,
);
process.exit(wrong.length + critical.length > 0 ? 1 : 0);

async function client(filter: string): Promise<void> {
  const isGrpc = filter.startsWith("grpc");
  const kind = isGrpc ? "grpc" : "http";
  const modes: Record<string, { ends: RegExp }> = isGrpc
    ? GRPC_MODES
    : HTTP_MODES;
  const port = envoy.port(filter);
  while (begun < goal && wrong.length < 20) {
    const number = ++begun;
    const place = random.pick(["", "", "", "vanishing-", "closed-"]);
    const mode = random.pick(Object.keys(modes));
    const path = `/${place}${kind}/${mode}/${number}`;
    if (random.oneIn(10)) {
      left++;
      await ask(port, path, random.below(2400));
      continue;
    }
    const text = await ask(port, path);
    const own = text.replaceAll(path, "own");
    const end = own.slice("own ".length);
    const allowed =
      place === ""
        ? modes[mode].ends
        : place === "closed-"
          ? /^failed $/
          : VANISHED;
    const isRight = own.startsWith("own ") && allowed.test(end);
    if (!isRight && place !== "vanishing-") {
      wrong.push(`${filter} ${path} ended with ${text}`);
    } else if (!isRight && !modes[mode].ends.test(end)) {
      wrong.push(`${filter} ${path} ended with ${text}`);
    }
    const name = `${filter} ${place}${place === "" ? mode : ""} ${end}`;
    ends.set(name, (ends.get(name) ?? 0) + 1);
  }
}

/** Has clusters go and come back, until all requests have ended. */
async function vanishAgain(): Promise<void> {
  for (let isThere = false; !isOver; isThere = !isThere) {
    if (!isThere) vanished++;
    await writeClusters(isThere);
    await delay(VANISH_MS);
  }
}

function clusterOf(name: string, port: number, http2: boolean): EnvoyObject {
  return {
    ...cluster({ name, port, http2 }),
    circuit_breakers: { thresholds: [UNLIMITED] },
  };
}

async function writeClusters(isThere: boolean): Promise<void> {
  const path = join(folder, "clusters.json");
  const clusters = isThere
    ? [
        clusterOf("vanishing-http", servers.http, false),
        clusterOf("vanishing-grpc", servers.grpc, true),
      ]
    : [];
  const answer = {
    version_info: `${performance.now()}`,
    resources: clusters.map((each) =>
      any("envoy.config.cluster.v3.Cluster", each),
    ),
  };
  await writeFile(`${path}.next`, JSON.stringify(answer));
  await rename(`${path}.next`, path);
}
