import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { after, test } from "node:test";
import { cluster } from "../../cli/envoy/cluster.ts";
import { request } from "../../cli/envoy/http-request.ts";
import { wasmBootstrapExtension } from "../../cli/envoy/wasm-extension.ts";
import { Upstream } from "../envoy/upstream.ts";
import { waitForLines } from "../envoy/wait-for-lines.ts";
import {
  exampleListener,
  examplePlugin,
  startExamples,
} from "./start-examples.ts";

const QUEUES = ["http_request_headers", "http_response_headers"];

/** When the token was fetched. */
const fetches: number[] = [];
const FETCHES = 3;
const fetched = new EventEmitter();
const fetchedOften = once(fetched, "often");
const tokens = await Upstream.start((_, response) => {
  if (fetches.push(performance.now()) === FETCHES) fetched.emit("often");
  response.end("melon");
});
after(() => tokens.stop());

const envoy = await startExamples(
  {
    listeners: [
      await exampleListener("cas-counter"),
      await exampleListener("postpone-requests"),
      await exampleListener("rate-limit-shared", {
        plugin: { configuration: { day: 40, limit_by: "service" } },
      }),
      await exampleListener("rate-limit-shared", {
        name: "by-header",
        plugin: {
          configuration: { day: 1, limit_by: "header", header_name: "x-key" },
        },
      }),
      await exampleListener("rate-limit-shared", {
        name: "by-address",
        plugin: { configuration: { day: 1 } },
      }),
      await exampleListener("shared-queue", {
        plugin: { rootId: "sender", vmId: "sender" },
      }),
    ],
    clusters: [cluster({ name: "tokens", port: tokens.port })],
    extensions: [
      ...(await Promise.all(QUEUES.map(receiver))),
      wasmBootstrapExtension(
        await examplePlugin("fetch-cache", {
          rootId: "fetch_cache_service",
          vmId: "cache",
          configuration: { cluster: "tokens" },
        }),
      ),
    ],
  },
  { concurrency: 2 },
);

async function receiver(queue: string) {
  const plugin = await examplePlugin("shared-queue", {
    name: "receiver",
    rootId: "receiver",
    vmId: "receiver",
    configuration: queue,
  });
  return wasmBootstrapExtension(plugin, { singleton: true });
}

/** Sends concurrent requests to a listener; returns their statuses. */
async function statuses(listener: string, count: number): Promise<number[]> {
  const port = envoy.port(listener);
  const all = Array.from({ length: count }, () => request({ port }));
  return (await Promise.all(all)).map(({ status }) => status);
}

test("examples/cas-counter counts each request to two workers once", async () => {
  const all = await statuses("cas-counter", 40);
  assert.deepEqual(new Set(all), new Set([200]));
  const lines = await waitForLines(envoy, "shared value: ", 40);
  const values = lines.map((line) => Number(/value: (\d+)/.exec(line)?.[1]));
  assert.deepEqual(
    values.toSorted((a, b) => a - b),
    Array.from({ length: 40 }, (_, i) => i + 1),
  );
});

test("examples/postpone-requests resumes each request after a second", async () => {
  const port = envoy.port("postpone-requests");
  const bodies = ["", "a body that waits, too"];
  const responses = await Promise.all(
    bodies.map((body) => request({ port, method: "POST", body })),
  );
  for (const { status } of responses) assert.equal(status, 200);
  const ids = (what: string) =>
    envoy
      .logLines(`${what} request with contextID=`)
      .map((line) => line.split("=").at(-1))
      .toSorted();
  assert.equal(ids("postpone").length, 2);
  assert.deepEqual(ids("resume"), ids("postpone"));
});

test("examples/rate-limit-shared lets never more than its limit pass through two workers", async () => {
  const day = () => Math.floor(Date.now() / 86_400_000);
  const start = day();
  const all = await statuses("rate-limit-shared", 200);
  const passed = all.filter((status) => status === 200).length;
  if (day() === start) assert.equal(passed, 40);
  assert.equal(all.filter((status) => status === 429).length, 200 - passed);
});

test("examples/rate-limit-shared counts by a header or by the client's address, until the day ends", async () => {
  const byKey = (key: string) =>
    request({ port: envoy.port("by-header"), headers: { "x-key": key } });
  const left = () => 86_400 - (Math.floor(Date.now() / 1000) % 86_400);
  const most = left();
  const first = await byKey("melon");
  assert.equal(first.status, 200);
  const reset = Number(first.header("ratelimit-reset"));
  // Unless a day has begun in the meantime.
  const least = left();
  if (least > most) return;
  assert.equal(reset >= least && reset <= most, true);
  assert.equal((await byKey("melon")).status, 429);
  assert.equal((await byKey("pear")).status, 200);
  const port = envoy.port("by-address");
  const from = async (localAddress: string) => {
    const sent = get({ host: "127.0.0.1", port, localAddress, agent: false });
    const [answer] = (await once(sent, "response")) as [IncomingMessage];
    answer.resume();
    return answer.statusCode;
  };
  assert.equal(await from("127.0.0.2"), 200);
  assert.equal(await from("127.0.0.2"), 429);
  assert.equal(await from("127.0.0.3"), 200);
});

test("examples/shared-queue passes headers from workers to the main thread", async () => {
  const port = envoy.port("shared-queue");
  await request({ port, path: "/fruit" });
  const item = '{"key":":path","value":"/fruit"}';
  await envoy.waitForLog(`enqueued data: ${item}`);
  await envoy.waitForLog(
    `(contextID=1) dequeued data from http_request_headers(queueID=1): ${item}`,
  );
  await envoy.waitForLog(
    '(contextID=2) dequeued data from http_response_headers(queueID=2): {"key":":status","value":"200"}',
  );
});

test("examples/fetch-cache fetches in one of two workers by turns of a second", async () => {
  await fetchedOften;
  const pauses = fetches.slice(1).map((each, i) => each - fetches[i]);
  for (const pause of pauses) assert.ok(pause > 900, pauses.join());
});
