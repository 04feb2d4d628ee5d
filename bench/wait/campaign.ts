/**
 * Two million requests to a handler that waits, in Envoy: each has two calls, some of them
 * late, and some clients leave in the middle. Each answer must be its own, and the memory
 * must not grow.
 *
 *     npm run bench:campaign -- --requests 2000000
 */
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { once } from "node:events";
import { parseArgs } from "node:util";
import { bootstrap } from "../../cli/envoy/bootstrap.ts";
import { cluster } from "../../cli/envoy/cluster.ts";
import { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import { httpListener } from "../../cli/envoy/listener.ts";
import { directResponse } from "../../cli/envoy/route.ts";
import { anonymousMemory } from "../cpu-time.ts";
import { filterModule } from "../modules.ts";

const { values } = parseArgs({
  options: { requests: { type: "string", default: "2000000" } },
});
const goal = Number(values.requests);

/** One request in so many: its second call is never answered, or its client leaves. */
const LATE_EACH = 500;
const RESET_EACH = 100;
const CONNECTIONS = 200;
const REPORTS = 100;

const service = await startService();
const envoy = await EnvoyProcess.start(
  bootstrap({
    listeners: [
      httpListener({
        filters: [{ wasm: await filterModule("campaign"), rootId: "campaign" }],
        routes: [directResponse()],
      }),
    ],
    clusters: [
      {
        ...cluster({ name: "auth", port: service }),
        circuit_breakers: {
          thresholds: [
            {
              max_connections: 10_000,
              max_pending_requests: 10_000,
              max_requests: 10_000,
            },
          ],
        },
      },
    ],
  }),
  { logLevel: "off", componentLogLevel: "wasm:warning" },
);
const counts = { answered: 0, late: 0, left: 0 };
let begun = 0;
let reported = 0;
const start = performance.now();
await Promise.all(Array.from({ length: CONNECTIONS }, () => client()));
const critical = envoy.logs.filter((line) => /critical|error/i.test(line));
console.log(
  `${counts.answered} answers, each its own; ${counts.late} late, as they had to be; ` +
    `${counts.left} clients left; ${critical.length} critical lines; ` +
    `${((performance.now() - start) / 1000).toFixed(0)} s`,
);
await envoy.stop();
process.exit(critical.length === 0 ? 0 : 1);

/** Sends one request after another, over new connections where it has left one. */
async function client(): Promise<void> {
  let socket = await open();
  while (begun < goal) {
    const number = ++begun;
    const isLate = number % LATE_EACH === 0;
    const path = `/${isLate ? "late" : "known"}-${number}`;
    if (number % RESET_EACH === 1) {
      socket.write(`GET ${path} HTTP/1.1\r\nhost: a\r\n\r\n`);
      // Before the first call, between both, or after the second.
      await new Promise((resolve) => setTimeout(resolve, number % 4));
      socket.resetAndDestroy();
      socket = await open();
      counts.left++;
    } else {
      const { status, body } = await ask(socket, path);
      const expected = isLate
        ? `${path} [/one${path}] `
        : `${path} [/one${path}] [/two${path}]`;
      if (status !== (isLate ? 504 : 200) || body !== expected) {
        throw new Error(`${path} was answered ${status} ${body}`);
      }
      counts[isLate ? "late" : "answered"]++;
    }
    report(number);
  }
  socket.destroy();
}

function report(number: number): void {
  if (number < ((reported + 1) * goal) / REPORTS) return;
  reported++;
  const memory = anonymousMemory(envoy.pid) / 1024;
  console.log(`${number} requests: ${memory.toFixed(1)} MiB`);
}

async function open(): Promise<Socket> {
  const socket = connect({ port: envoy.port(), host: "127.0.0.1" });
  socket.on("error", () => {});
  await once(socket, "connect");
  return socket.setNoDelay(true);
}

function ask(
  socket: Socket,
  path: string,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    let text = "";
    const onData = (chunk: Buffer) => {
      text += chunk.toString("latin1");
      const end = text.indexOf("\r\n\r\n");
      if (end < 0) return;
      const length = Number(/content-length: (\d+)/.exec(text)?.[1]);
      if (text.length < end + 4 + length) return;
      socket.off("data", onData).off("close", onClose);
      resolve({ status: Number(text.slice(9, 12)), body: text.slice(end + 4) });
    };
    const onClose = () => reject(new Error(`${path} was not answered`));
    socket.on("data", onData).on("close", onClose);
    socket.write(`GET ${path} HTTP/1.1\r\nhost: a\r\n\r\n`);
  });
}

/** The service answers with the path, but for the second call of what is late. */
async function startService(): Promise<number> {
  const server = createServer({ noDelay: true }, (socket) => {
    let text = "";
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      if (!text.endsWith("\r\n\r\n")) return;
      const path = text.slice(4, text.indexOf(" ", 4));
      text = "";
      if (path.startsWith("/two/late")) return;
      const body = `[${path}]`;
      socket.write(
        `HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}
