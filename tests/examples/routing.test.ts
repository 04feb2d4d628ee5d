import assert from "node:assert/strict";
import { after, test } from "node:test";
import { cluster } from "../../cli/envoy/cluster.ts";
import { request, type Header } from "../../cli/envoy/http-request.ts";
import { directResponse, routeTo } from "../../cli/envoy/route.ts";
import { Upstream } from "../envoy/upstream.ts";
import { exampleListener, startExamples } from "./start-examples.ts";

const upstream = await Upstream.start();
after(() => upstream.stop());

const toCanary = {
  ...directResponse({ body: "hello from canary!\n" }),
  match: {
    prefix: "/",
    headers: [{ name: ":authority", string_match: { suffix: "-canary" } }],
  },
};
const toBlue = {
  ...directResponse({ body: "hello from blue\n" }),
  match: {
    prefix: "/blue",
    filter_state: [{ key: "wasm.lane", string_match: { exact: "blue" } }],
  },
};
const canaryRoutes = [
  toCanary,
  directResponse({ body: "hello from primary!\n" }),
];

const envoy = await startExamples({
  listeners: [
    await exampleListener("canary", {
      plugin: { configuration: { weight: 0 } },
      routes: canaryRoutes,
    }),
    await exampleListener("canary", {
      name: "all",
      plugin: { configuration: { weight: 100 } },
      routes: canaryRoutes,
    }),
    await exampleListener("canary", {
      name: "half",
      routes: canaryRoutes,
    }),
    await exampleListener("lane-router", {
      routes: [toBlue, routeTo("upstream")],
    }),
  ],
  clusters: [cluster({ name: "upstream", port: upstream.port })],
});

function get(listener: string, headers: Header[] = [], path = "/") {
  return request({ port: envoy.port(listener), headers, path });
}

// The first: after some requests the filter copies all headers before it looks for one.
test("examples/canary prefers x-canary to the cookie", async () => {
  const headers: Header[] = [
    ["x-canary", "never"],
    ["cookie", "canary=always"],
  ];
  assert.equal((await get("all", headers)).text, "hello from primary!\n");
});

test("examples/canary routes by weight, and keeps a client's choice in a cookie", async () => {
  const first = await get("all");
  assert.equal(first.text, "hello from canary!\n");
  assert.equal(first.header("x-variant"), "canary");
  const [cookie] = first.header("set-cookie")!.split(";");
  const second = await get("canary", [["cookie", `a=b; ${cookie}`]]);
  assert.equal(second.text, "hello from canary!\n");
  assert.equal(second.header("set-cookie"), undefined);
  // Half of them would go to the canary without the configuration.
  for (let i = 0; i < 20; i++) {
    assert.equal((await get("canary")).text, "hello from primary!\n");
  }
});

test("examples/canary routes to both servers without a configuration", async () => {
  const seen = new Set<string>();
  // By chance, this fails once in 10^30 runs.
  for (let i = 0; i < 100 && seen.size < 2; i++) {
    seen.add((await get("half")).text);
  }
  assert.equal(seen.size, 2);
});

test("examples/lane-router routes by the lane in baggage, and forwards it", async () => {
  const baggage: Header[] = [["baggage", "user=1, lane=blue"]];
  const routed = await get("lane-router", baggage, "/blue");
  assert.equal(routed.text, "hello from blue\n");
  const byHeader = await get("lane-router", [["x-lane", "blue"]], "/blue");
  assert.equal(byHeader.text, "hello from blue\n");
  await get("lane-router", baggage);
  const headers = upstream.requests.at(-1).headers;
  assert.deepEqual(
    headers.filter(([name]) => name === "x-lane"),
    [["x-lane", "blue"]],
  );
});

test("examples/lane-router does not reroute a request without a lane", async () => {
  await get("lane-router", [], "/blue");
  const { path, headers } = upstream.requests.at(-1);
  assert.equal(path, "/blue");
  assert.equal(!headers.some(([name]) => name === "x-lane"), true);
});
