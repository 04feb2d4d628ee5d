import assert from "node:assert/strict";
import { after, test } from "node:test";
import { cluster } from "../../cli/envoy/cluster.ts";
import { request } from "../../cli/envoy/http-request.ts";
import { routeTo } from "../../cli/envoy/route.ts";
import { Upstream } from "../envoy/upstream.ts";
import { exampleListener, startExamples } from "./start-examples.ts";

const upstream = await Upstream.start((_request, response) => {
  response.setHeader("x-internal-host", "10.0.0.1");
  response.setHeader("X-Debug-Time", ["12", "13"]);
  response.setHeader("x-kept", "1");
  response.end("hello\n");
});
after(() => upstream.stop());

const routes = [routeTo("upstream")];
const envoy = await startExamples({
  listeners: [
    await exampleListener("blank", { routes }),
    await exampleListener("remove-headers", {
      plugin: { configuration: "X-Internal-, x-debug-" },
      routes,
    }),
  ],
  clusters: [cluster({ name: "upstream", port: upstream.port })],
});

test("examples/blank lets an exchange pass as it is", async () => {
  const response = await request({ port: envoy.port("blank") });
  assert.equal(response.status, 200);
  assert.equal(response.header("x-internal-host"), "10.0.0.1");
  assert.deepEqual(response.headerAll("x-debug-time"), ["12", "13"]);
  assert.equal(response.text, "hello\n");
});

test("examples/remove-headers removes what the configuration names", async () => {
  const response = await request({ port: envoy.port("remove-headers") });
  assert.equal(response.status, 200);
  assert.equal(response.header("x-internal-host"), undefined);
  assert.deepEqual(response.headerAll("x-debug-time"), []);
  assert.equal(response.header("x-kept"), "1");
  assert.equal(response.text, "hello\n");
});
