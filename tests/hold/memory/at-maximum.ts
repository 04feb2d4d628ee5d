/**
 * Has requests keep more and more in a module whose memory may not grow beyond a maximum,
 * under a policy that loads the module again: a request that finds no room ends with 503, and
 * every other answer is right.
 *
 *     node --import tsx tests/hold/memory/at-maximum.ts --requests 5000
 */
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { bootstrap } from "../../../cli/envoy/bootstrap.ts";
import { EnvoyProcess } from "../../../cli/envoy/envoy-process.ts";
import { httpListener } from "../../../cli/envoy/listener.ts";
import { request } from "../../../cli/envoy/http-request.ts";
import { compile } from "../../compile.ts";

const { values } = parseArgs({
  options: { requests: { type: "string", default: "1000" } },
});

/** Pages of 64 KiB that the module may have. */
const MAXIMUM = 64;
const CLIENTS = 10;
const KEPT = 20_000;

const wasm = await compile("tests/hold/filters/garbage.ts", {
  variant: ".limited",
  args: ["--maximumMemory", `${MAXIMUM}`],
});
const envoy = await EnvoyProcess.start(
  bootstrap({
    listeners: [
      httpListener({
        filters: [
          {
            wasm,
            failurePolicy: "FAIL_RELOAD",
            reloadBackoff: { baseInterval: "0.05s" },
          },
        ],
      }),
    ],
  }),
  { logLevel: "off", componentLogLevel: "wasm:warning" },
);
const counts = new Map<string, number>();
let left = Number(values.requests);
let most = 0;
await Promise.all(Array.from({ length: CLIENTS }, () => client()));
const traps = envoy.logLines(/out of memory|Cannot|unreachable/i).length;
await envoy.stop();
const ends = [...counts].map(([end, count]) => `${count} × ${end}`).join(", ");
const isFine =
  [...counts.keys()].every((end) => end === "200 made" || end === "503") &&
  counts.has("503") &&
  most <= MAXIMUM;
console.log(
  `${isFine ? "" : "FAULT: "}at most ${MAXIMUM} pages, requests that keep ${KEPT} bytes: ` +
    `${ends}, ${most} pages at most, ${traps} lines of traps`,
);
process.exit(isFine ? 0 : 1);

async function client(): Promise<void> {
  while (left-- > 0) {
    const port = envoy.port();
    const { status, text, ...answer } = await request({
      port,
      path: `/forever/${KEPT}`,
    });
    const end = status === 503 ? "503" : `${status} ${text}`;
    counts.set(end, (counts.get(end) ?? 0) + 1);
    most = Math.max(most, Number(answer.header("x-pages") ?? 0));
    // A module that is loaded again takes its time.
    if (status === 503) await delay(20);
  }
}
