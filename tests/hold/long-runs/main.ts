/**
 * Long runs of filters that do everyday work, in Envoy: the memory of the module and of
 * Envoy must not grow any more after the first requests.
 *
 *     npm run hold -- --only long-runs
 *     node --import tsx tests/hold/long-runs/main.ts --requests 2000000 --only json
 */
import { parseArgs } from "node:util";
import { anonymousMemory } from "../../../bench/cpu-time.ts";
import { Load } from "../../../bench/load.ts";
import { startUpstream } from "../../../bench/upstream.ts";
import { bootstrap } from "../../../cli/envoy/bootstrap.ts";
import { cluster } from "../../../cli/envoy/cluster.ts";
import { EnvoyProcess } from "../../../cli/envoy/envoy-process.ts";
import { httpListener } from "../../../cli/envoy/listener.ts";
import { routeTo } from "../../../cli/envoy/route.ts";
import { compile } from "../../compile.ts";

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "50000" },
    /** A filter; all by default. */
    only: { type: "string", default: "" },
  },
});
const goal = Number(values.requests);

const DOCUMENT = JSON.stringify({
  name: "a name with an é",
  list: [1, 2, { deep: ["x".repeat(200)] }],
  more: Object.fromEntries(
    Array.from({ length: 20 }, (_, i) => [`key${i}`, `value${i}`]),
  ),
});
/**
 * What each filter gets, and the end of what the server answers: for a request without a body
 * it looks at the last header, which is Envoy's.
 */
const FILTERS: Record<string, { body: string; end: string }> = {
  "add-header": { body: "", end: "lower" },
  body: { body: "some text of a body. ".repeat(50), end: "UPPER" },
  json: { body: DOCUMENT, end: "lower" },
  calls: { body: "", end: "lower" },
  cache: { body: "", end: "lower" },
};
const CONNECTIONS = 20;
/** From so many requests on, or a tenth of them, nothing grows. */
const WARM = Math.min(100_000, goal / 10);
const MOST_GROWTH = 3;
/** How long requests are sent until the memory is looked at. */
const TURN_MS = Math.min(1000, goal / 100);

const wasm = await compile("tests/hold/filters/long-runs.ts");
const upstream = await startUpstream();
let faults = 0;
let total = 0;
for (const [name, { body, end }] of Object.entries(FILTERS)) {
  if (!name.includes(values.only)) continue;
  const envoy = await EnvoyProcess.start(
    bootstrap({
      listeners: [
        httpListener({
          filters: [{ wasm, rootId: name }],
          routes: [routeTo("upstream")],
        }),
      ],
      clusters: [cluster({ name: "upstream", port: upstream.port })],
    }),
    { logLevel: "off", componentLogLevel: "wasm:warning" },
  );
  const load = await Load.connect({
    port: envoy.port(),
    connections: CONNECTIONS,
    requests: [
      Buffer.from(
        `POST /bench HTTP/1.1\r\nhost: a\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      ),
    ],
    responseEnd: end,
  });
  const points: { requests: number; pages: number; mebibytes: number }[] = [];
  let served = 0;
  const started = performance.now();
  while (served < goal) {
    served += await load.run(TURN_MS);
    const pages = Number(/x-pages: (\d+)/.exec(load.lastResponse)?.[1]);
    const mebibytes = anonymousMemory(envoy.pid) / 1024;
    if (served >= WARM) points.push({ requests: served, pages, mebibytes });
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  load.close();
  const critical = envoy.logs.length;
  await envoy.stop();
  total += served;
  const [first] = points;
  const last = points.at(-1);
  const isFlat =
    last.pages === first.pages &&
    last.mebibytes <= first.mebibytes + MOST_GROWTH;
  if (!isFlat || critical > 0) faults++;
  console.log(
    `${isFlat && critical === 0 ? "" : "FAULT: "}${name}: ${served} requests, ` +
      `${first.pages} pages and ${first.mebibytes.toFixed(1)} MiB after ${first.requests}, ` +
      `${last.pages} and ${last.mebibytes.toFixed(1)} at the end, ${critical} lines in the log, ${seconds} s`,
  );
}
upstream.close();
console.log(`${total} requests in long runs, ${faults} faults`);
process.exit(faults > 0 ? 1 : 0);
