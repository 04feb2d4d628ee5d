/**
 * Has the clock of an Envoy jump by an hour, forth and back, while a handler sleeps, calls,
 * caches and limits. Calls, sleeps, caches and limits go by a clock that does not jump, or
 * take a jump for a new window: no request may fail or hang. Needs a C compiler, `cc`.
 *
 *     node --import tsx tests/hold/clock/main.ts --jumps 50
 */
import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs, promisify } from "node:util";
import { bootstrap } from "../../../cli/envoy/bootstrap.ts";
import { cluster } from "../../../cli/envoy/cluster.ts";
import { EnvoyProcess } from "../../../cli/envoy/envoy-process.ts";
import { request } from "../../../cli/envoy/http-request.ts";
import { httpListener } from "../../../cli/envoy/listener.ts";
import { compile } from "../../compile.ts";
import { folderOfProcess } from "../../temp-folder.ts";
import { startEcho } from "../identity/echo-server.ts";

const { values } = parseArgs({
  options: {
    jumps: { type: "string", default: "50" },
  },
});
/** Seconds by which the clock is ahead. */
const OFFSETS = [0, 3600, -3600, 40, -86_400, 0];
const CLIENTS = 8;
const JUMP_MS = 100;

const wasm = await compile("tests/hold/filters/clock.ts");
const folder = await folderOfProcess();
const library = join(folder, "jumping-clock.so");
const source = join(import.meta.dirname, "jumping-clock.c");
await promisify(execFile)("cc", [
  "-shared",
  "-fPIC",
  "-O1",
  "-o",
  library,
  source,
]);
const file = join(folder, "offset");
await setOffset(0);
const echo = await startEcho();
const envoy = await EnvoyProcess.start(
  bootstrap({
    listeners: [httpListener({ filters: [{ wasm }] })],
    clusters: [cluster({ name: "upstream", port: echo.port })],
  }),
  {
    logLevel: "off",
    componentLogLevel: "wasm:warning",
    env: {
      LD_PRELOAD: library,
      CLOCK_OFFSET_FILE: file,
    },
  },
);
let isOver = false;
const ends = new Map<string, number>();
const hours = new Set<number>();
const clients = Array.from({ length: CLIENTS }, () => client());
for (let jump = 1; jump <= Number(values.jumps); jump++) {
  await delay(JUMP_MS);
  await setOffset(OFFSETS[jump % OFFSETS.length]);
}
isOver = true;
await Promise.all(clients);
const lines = envoy.logs.length;
await envoy.stop();
echo.server.close();
const wrong = [...ends.keys()].filter(
  (end) => !/^200 (new|value) answered free$/.test(end),
);
const found = [...ends].map(([end, count]) => `${count} × ${end}`).join(", ");
const isFine = wrong.length === 0 && lines === 0 && hours.size > 2;
console.log(
  `${isFine ? "" : "FAULT: "}${values.jumps} jumps between ${hours.size} hours: ${found}, ` +
    `${lines} lines in the log`,
);
process.exit(isFine ? 0 : 1);

async function client(): Promise<void> {
  while (!isOver) {
    const { status, text, ...answer } = await request({ port: envoy.port() });
    const end = `${status} ${text}`;
    ends.set(end, (ends.get(end) ?? 0) + 1);
    hours.add(Math.floor(Number(answer.header("x-seconds")) / 3600));
  }
}

/** Envoy has the file in its memory: it must stay the same file. */
async function setOffset(seconds: number): Promise<void> {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(seconds));
  const handle = await open(file, constants.O_CREAT | constants.O_WRONLY);
  await handle.write(bytes, 0, 8, 0);
  await handle.close();
}
