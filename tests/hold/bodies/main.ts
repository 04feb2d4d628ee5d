/**
 * Bodies of 100 MB each way through filters that read them in parts and filters that hold
 * them, with fast clients and slow ones: those that hold must be refused, all others come
 * through whole, and the memory of Envoy and of the module stays within bounds.
 *
 *     npm run hold -- --only bodies
 *     node --import tsx tests/hold/bodies/main.ts --megabytes 100 --clients 8
 */
import { parseArgs } from "node:util";
import { anonymousMemory } from "../../../bench/cpu-time.ts";
import { bootstrap } from "../../../cli/envoy/bootstrap.ts";
import { cluster } from "../../../cli/envoy/cluster.ts";
import { EnvoyProcess } from "../../../cli/envoy/envoy-process.ts";
import { httpListener } from "../../../cli/envoy/listener.ts";
import { compile } from "../../compile.ts";
import { portOf, startServer, transfer, type Transfer } from "./transfer.ts";

const { values } = parseArgs({
  options: {
    megabytes: { type: "string", default: "100" },
    /** How many transfers there are at once. */
    clients: { type: "string", default: "4" },
    /** A part of the names of filters; all by default. */
    only: { type: "string", default: "" },
  },
});
const MEGABYTE = 1_000_000;
const bytes = Number(values.megabytes) * MEGABYTE;
const clients = Number(values.clients);

/** How fast a slow client is. */
const SLOW = 10 * MEGABYTE;
/** More than Envoy and its modules have at the beginning, by what buffers may hold. */
const MOST_GROWTH = 10 + clients * 8;
/** A handler that waits for a part has the last one, of up to a megabyte, in its frame. */
const MOST_PAGES = 64 + clients * 64;

const STREAMING = ["plain", "streaming", "parts"];
const HOLDING = ["buffering", "collects"];

const wasm = await compile("tests/hold/filters/large-bodies.ts");
const server = await startServer();
const envoy = await EnvoyProcess.start(
  bootstrap({
    listeners: [...STREAMING, ...HOLDING].map((rootId) =>
      httpListener({
        name: rootId,
        filters: rootId === "plain" ? [] : [{ wasm, vmId: rootId, rootId }],
        routes: [
          {
            match: { prefix: "/" },
            route: { cluster: "upstream", timeout: "0s" },
          },
        ],
      }),
    ),
    clusters: [cluster({ name: "upstream", port: portOf(server) })],
  }),
  { logLevel: "off", componentLogLevel: "wasm:error" },
);
let faults = 0;
const before = anonymousMemory(envoy.pid) / 1024;
console.log(
  "filter, direction, framing, client: ends, most MiB of Envoy, pages",
);
for (const filter of [...STREAMING, ...HOLDING]) {
  if (!filter.includes(values.only)) continue;
  for (const direction of ["request", "response"] as const) {
    for (const isChunked of [false, true]) {
      for (const pace of [undefined, SLOW]) {
        await row(filter, { direction, bytes, pace, isChunked });
      }
    }
  }
}
const critical = envoy.logLines(/critical|error/);
for (const line of critical.slice(0, 5)) console.log(line);
await envoy.stop();
console.log(
  `${clients} transfers of ${values.megabytes} MB at once, ${before.toFixed(0)} MiB before, ` +
    `${faults} faults, ${critical.length} critical lines`,
);
process.exit(faults + critical.length > 0 ? 1 : 0);

async function row(filter: string, given: Transfer): Promise<void> {
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, anonymousMemory(envoy.pid) / 1024);
  }, 20);
  const port = envoy.port(filter);
  const all = await Promise.all(
    Array.from({ length: clients }, () => transfer(port, given)),
  );
  clearInterval(watch);
  const isHeld = HOLDING.includes(filter);
  const { direction, isChunked, pace } = given;
  const refusal = direction === "request" ? 413 : 500;
  const pages = all.map(({ head }) => /x-pages: (\d+)/.exec(head)?.[1] ?? 0);
  const mostPages = Math.max(...pages.map(Number));
  const isFine = all.every(({ status, bytes: arrived }) =>
    isHeld
      ? status === refusal || arrived === 0
      : status === 200 && (direction === "request" || arrived >= bytes),
  );
  const ends = new Map<string, number>();
  for (const { status, bytes: arrived } of all) {
    const part = arrived >= bytes ? "all" : `${arrived} bytes`;
    const end =
      direction === "request" ? `${status}` : `${status} with ${part}`;
    ends.set(end, (ends.get(end) ?? 0) + 1);
  }
  const isBounded = most - before < MOST_GROWTH && mostPages <= MOST_PAGES;
  if (!isFine || !isBounded) faults++;
  console.log(
    `${isFine && isBounded ? "" : "FAULT: "}${filter}, ${direction}, ` +
      `${isChunked ? "chunked" : "length"}, ${pace === undefined ? "fast" : "slow"}: ` +
      `${[...ends].map(([end, count]) => `${count} × ${end}`).join(", ")}, ` +
      `${most.toFixed(0)} MiB, ${mostPages} pages`,
  );
}
