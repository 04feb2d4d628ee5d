/**
 * Requests by HTTP/1 and HTTP/2, of which one in eight is reset at any time, through filters
 * that keep something of each: an answer must have all of its own request, and nothing of
 * another one.
 *
 *     npm run hold -- --only identity --minutes 60
 *     node --import tsx tests/hold/identity/main.ts --requests 1000000
 */
import { parseArgs } from "node:util";
import { anonymousMemory } from "../../../bench/cpu-time.ts";
import { bootstrap } from "../../../cli/envoy/bootstrap.ts";
import { cluster } from "../../../cli/envoy/cluster.ts";
import { EnvoyProcess } from "../../../cli/envoy/envoy-process.ts";
import { httpListener } from "../../../cli/envoy/listener.ts";
import { routeTo } from "../../../cli/envoy/route.ts";
import { compile } from "../../compile.ts";
import { Random } from "../../fuzz/random.ts";
import { startEcho } from "./echo-server.ts";
import { runHttp1 } from "./http1-client.ts";
import { runHttp2 } from "./http2-client.ts";
import { Tally } from "./tally.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    requests: { type: "string", default: "200000" },
    workers: { type: "string", default: "1" },
  },
});

const FILTERS = ["callbacks", "waits"];
const CONNECTIONS = { http1: 30, http2: 3 };
const UNLIMITED = {
  max_connections: 10_000,
  max_pending_requests: 10_000,
  max_requests: 10_000,
};

const wasm = await compile("tests/hold/filters/identity.ts");
const echo = await startEcho();
const envoy = await EnvoyProcess.start(
  bootstrap({
    listeners: FILTERS.map((rootId) =>
      httpListener({
        name: rootId,
        filters: [{ wasm, vmId: "identity", rootId }],
        routes: [routeTo("upstream")],
      }),
    ),
    clusters: [
      {
        ...cluster({ name: "upstream", port: echo.port }),
        circuit_breakers: { thresholds: [UNLIMITED] },
      },
    ],
  }),
  {
    logLevel: "off",
    componentLogLevel: "wasm:warning",
    concurrency: Number(values.workers),
  },
);
const started = performance.now();
const tally = new Tally(
  Number(values.requests),
  new Random(Number(values.seed)),
  (requests) => {
    const memory = anonymousMemory(envoy.pid) / 1024;
    console.log(`after ${requests}: Envoy has ${memory.toFixed(1)} MiB`);
  },
);
await Promise.all(
  FILTERS.flatMap((name) => [
    ...Array.from({ length: CONNECTIONS.http1 }, () =>
      runHttp1(envoy.port(name), tally),
    ),
    ...Array.from({ length: CONNECTIONS.http2 }, () =>
      runHttp2(envoy.port(name), tally),
    ),
  ]),
);
const critical = envoy.logLines(/critical|error/i);
for (const line of [...tally.wrong, ...critical.slice(0, 5)]) console.log(line);
const seconds = ((performance.now() - started) / 1000).toFixed(0);
console.log(
  `seed ${values.seed}: ${tally.begun} requests, ${tally.answered} answers, each its own, ` +
    `${tally.resets} resets, ${tally.wrong.length} wrong, ${critical.length} critical lines, ` +
    `${values.workers} workers, ${seconds} s`,
);
await envoy.stop();
process.exit(tally.wrong.length + critical.length > 0 ? 1 : 0);
