/**
 * Has a filter trap in each callback under each fail policy, with 100 streams and connections
 * in flight, and prints what becomes of them and of those that come later.
 *
 *     npm run hold -- --only faults
 *     node --import tsx tests/hold/faults/main.ts --only request-headers
 */
import { parseArgs } from "node:util";
import { request } from "../../../cli/envoy/http-request.ts";
import { metadataVictim } from "./metadata.ts";
import {
  echoOf,
  endOf,
  FaultStage,
  open,
  POLICIES,
  type InFlight,
  type Policy,
} from "./stage.ts";

const { values } = parseArgs({
  options: {
    /** A part of the names of callbacks; all by default. */
    only: { type: "string", default: "" },
  },
});

/** Callbacks that an update of the configuration reaches. */
const BY_UPDATE = ["start", "configure"];
const BY_REQUEST = [
  ...["create", "request-headers", "request-body", "request-trailers"],
  ...["response-headers", "response-body", "response-trailers"],
  ...["log", "done", "delete", "http-call", "queue-ready"],
  ...["grpc-initial-metadata", "grpc-message", "grpc-trailing-metadata"],
  ...["grpc-close", "resolve-dns"],
];
const BY_METADATA = ["request-metadata", "response-metadata"];
const BY_TIME = ["tick", "stats-update"];
const BY_CONNECTION = [
  ...["create-connection", "new-connection", "downstream-data"],
  ...["upstream-data", "downstream-close"],
];

const TRAP = "Cannot go on: told to trap";
/** Envoy tries an update in a VM of its own, once for each policy or for none. */
const TRAPPED = new Map(BY_UPDATE.map((callback) => [callback, TRAP]));

/** After so long a filter that is loaded again must serve. */
const MOST_MILLISECONDS = 5000;

interface Row extends InFlight {
  callback: string;
  policy: Policy;
  victim: string;
  later: string;
}

const rows: Row[] = [];
const faults: string[] = [];
for (const callback of [
  ...BY_UPDATE,
  ...BY_REQUEST,
  ...BY_METADATA,
  ...BY_TIME,
  ...BY_CONNECTION,
]) {
  if (!callback.includes(values.only)) continue;
  const stage = await FaultStage.start();
  try {
    rows.push(...(await trapIn(stage, callback)));
  } catch (error) {
    faults.push(`${callback}: ${(error as Error).message}`);
    console.log(stage.envoy.logs.slice(-20).join("\n"));
  }
  await stage.stop();
}
console.log(
  "callback | policy | the request | 40 at the server | 40 in the filter | 20 connections | after s | later",
);
for (const row of rows) {
  console.log(
    [
      ...[row.callback, row.policy, row.victim],
      ...[row.atServer, row.inFilter, row.connections].map(printed),
      ...[row.seconds.toFixed(1), row.later],
    ].join(" | "),
  );
  const ends = [row.atServer, row.inFilter, row.connections];
  const wrong = ends
    .flatMap((each) => [...each.keys()])
    .filter((end) => /wrong|no end|no answer/.test(end));
  if (wrong.length > 0) faults.push(`${row.callback}: ${wrong.join(", ")}`);
}
for (const fault of faults) console.log(`fault: ${fault}`);
console.log(`${rows.length} traps with 100 in flight, ${faults.length} faults`);
process.exit(faults.length > 0 ? 1 : 0);

async function trapIn(stage: FaultStage, callback: string): Promise<Row[]> {
  const begun = new Map<Policy, () => Promise<InFlight>>();
  for (const policy of POLICIES) begun.set(policy, await stage.begin(policy));
  if (BY_UPDATE.includes(callback)) {
    await stage.reconfigure(callback);
    await settledUpdate(stage);
  }
  return Promise.all(
    POLICIES.map(async (policy) => {
      const port = stage.envoy.port(policy);
      // One that is held ends late, and others are not to wait for that.
      let victim = Promise.resolve("none");
      if (!BY_UPDATE.includes(callback)) {
        await request({ port, path: `/arm/${callback}` });
        if (BY_REQUEST.includes(callback)) victim = victimOf(port);
        if (BY_METADATA.includes(callback)) victim = metadataVictim(port);
        if (BY_CONNECTION.includes(callback)) {
          victim = open(stage.envoy.port(`${policy}-tcp`)).then(echoOf);
        }
      }
      await stage.envoy.waitForLog(
        TRAPPED.get(callback) ?? `${policy}: ${TRAP}`,
      );
      const trapped = performance.now();
      const ending = begun.get(policy)!();
      const later = await laterOf(port, policy, trapped);
      const ends = await ending;
      return { callback, policy, victim: await victim, later, ...ends };
    }),
  );
}

/** Resolves once Envoy has taken or refused the update. */
async function settledUpdate(stage: FaultStage): Promise<void> {
  const stats = /listener_manager\.lds\.update_(rejected|success)/;
  for (;;) {
    const counts = await stage.envoy.stats(stats.source);
    const all = [...counts.values()].reduce((sum, each) => sum + each, 0);
    if (all >= 2) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function victimOf(port: number): Promise<string> {
  const sent = {
    port,
    method: "POST",
    path: "/victim",
    body: "body",
    trailers: { "x-t": "1" },
  };
  try {
    const { status, text, ...rest } = await request(sent);
    const isWhole = text === "/victim" && rest.trailers.length > 0;
    return status !== 200 || isWhole ? `${status}` : `${status}, cut`;
  } catch {
    return "closed";
  }
}

/** What later requests get: the last status, and when one was served by the filter again. */
async function laterOf(
  port: number,
  policy: Policy,
  trapped: number,
): Promise<string> {
  let last = "";
  let tried = 0;
  const most = policy === "FAIL_RELOAD" ? MOST_MILLISECONDS : 500;
  while (performance.now() - trapped < most) {
    last = await endOf(port, `/later-${tried++}`);
    if (last === "200" && policy === "FAIL_RELOAD") break;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const milliseconds = (performance.now() - trapped).toFixed(0);
  return policy === "FAIL_RELOAD" ? `${last} after ${milliseconds} ms` : last;
}

function printed(ends: Map<string, number>): string {
  return [...ends].map(([end, count]) => `${count} × ${end}`).join(", ");
}
