import assert from "node:assert/strict";
import { after, test } from "node:test";
import { bootstrap } from "../../cli/envoy/bootstrap.ts";
import { cluster } from "../../cli/envoy/cluster.ts";
import { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import { request } from "../../cli/envoy/http-request.ts";
import { httpListener } from "../../cli/envoy/listener.ts";
import { routeTo } from "../../cli/envoy/route.ts";
import { compile } from "../compile.ts";
import { Upstream } from "./upstream.ts";

const wasm = await compile("tests/envoy/filters/calls.ts", {
  args: ["--use", "PROXY_WASM_EAGER_COLLECTOR=1"],
  variant: ".eager",
});

const KINDS = ["handler", "callbacks"];

/** How often each path was asked for. */
const counts = new Map<string, number>();
/** What the calls of a path said of the answer that they have. */
const conditions = new Map<string, (string | undefined)[]>();
const service = await Upstream.start(({ path, headers }, response) => {
  const count = (counts.get(path) ?? 0) + 1;
  counts.set(path, count);
  if (path.startsWith("/retry") && count < 3) response.statusCode = 503;
  if (path.endsWith("/304")) {
    const condition = headers.find(([name]) => name === "if-none-match")?.[1];
    conditions.set(path, [...(conditions.get(path) ?? []), condition]);
    response.setHeader("cache-control", "no-cache").setHeader("etag", '"1"');
    if (condition === '"1"') response.statusCode = 304;
  } else if (path.startsWith("/cache")) {
    response.setHeader("cache-control", "s-maxage=60");
  }
  if (path.startsWith("/limit")) response.statusCode = 503;
  // The first of a path is never answered.
  if (path.startsWith("/hedge") && count === 1) return;
  response.end(path);
});
after(() => service.stop());
const upstream = await Upstream.start(({ headers }, response) => {
  const [, answer] = headers.find(([name]) => name === "x-answer") ?? [];
  response.end(answer);
});
after(() => upstream.stop());
const envoy = await EnvoyProcess.start(
  bootstrap({
    clusters: [
      cluster({ name: "one", port: service.port }),
      cluster({ name: "upstream", port: upstream.port }),
    ],
    listeners: [...KINDS, "forward"].map((name) =>
      httpListener({
        name,
        filters: [{ wasm, name, rootId: "calls", configuration: name }],
        routes: [routeTo("upstream")],
      }),
    ),
  }),
  { logLevel: "warning", componentLogLevel: "wasm:info" },
);
after(() => envoy.stop());

async function ask(kind: string, path: string): Promise<string> {
  return (await request({ port: envoy.port(kind), path })).text;
}

for (const kind of KINDS) {
  test(`CallPolicy of ${kind} gives each of many streams its own answer, once, after retries and hedges`, async () => {
    const paths = Array.from({ length: 30 }, (_, i) =>
      ["plain", "retry", "hedge"].map((each) => `/${each}/${kind}${i}`),
    ).flat();
    const answers = await Promise.all(paths.map((path) => ask(kind, path)));
    assert.deepEqual(
      answers,
      paths.map((path) => `0 200 ${path}`),
    );
    assert.equal(counts.get(`/retry/${kind}0`), 3);
    assert.ok(!envoy.logs.some((line) => line.includes("went on twice")));
  });

  test(`CallPolicy.timeLimit of ${kind} gives the last answer where there is no time for another retry`, async () => {
    const paths = [0, 1, 2].map((index) => `/limit/${kind}${index}`);
    const answers = await Promise.all(paths.map((path) => ask(kind, path)));
    // A retry that begins in the last milliseconds of the limit is cut off.
    const last = paths.filter((path) => answers.includes(`0 503 ${path}`));
    assert.notDeepEqual(last, [], answers.join("\n"));
    for (const path of paths) assert.ok(counts.get(path)! > 1);
  });

  test(`ResponseCache of ${kind} makes one call for many streams`, async () => {
    const path = `/cache/${kind}`;
    const all = await Promise.all(
      Array.from({ length: 20 }, () => ask(kind, path)),
    );
    assert.equal(counts.get(path), 1);
    for (const each of all) assert.match(each, new RegExp(`0 200 ${path}$`));
  });

  test(`ResponseCache of ${kind} takes a 304 for the answer that it has`, async () => {
    const path = `/cache/${kind}/304`;
    assert.match(await ask(kind, path), new RegExp(`0 200 ${path}$`));
    assert.match(await ask(kind, path), new RegExp(`0 200 ${path}$`));
    assert.deepEqual(conditions.get(path), [undefined, '"1"']);
  });

  test(`SingleFlight of ${kind} makes one call for many streams`, async () => {
    const path = `/single/${kind}/post`;
    const all = await Promise.all(
      Array.from({ length: 20 }, () => ask(kind, path)),
    );
    assert.equal(counts.get(path), 1);
    assert.deepEqual(new Set(all), new Set([`0 200 ${path}`]));
  });
}

test("forwardRequest sends a request on", async () => {
  const answer = await request({
    port: envoy.port("forward"),
    path: "/forward",
    headers: { te: "trailers", "x-user": "joe" },
  });
  assert.equal(answer.text, "/forward");
  const sent = service.requests.find(({ path }) => path === "/forward");
  const names = sent!.headers.map(([name]) => name);
  assert.ok(names.includes("x-user") && !names.includes("te"), names.join());
});
