import assert from "node:assert/strict";
import { test } from "node:test";
import { request } from "../../../cli/envoy/http-request.ts";
import { startServing } from "./serving.ts";

test("RunningFilter says once where a cluster that the filter calls can be named", async (t) => {
  const { port, said } = await startServing(t, {
    filter: "tests/envoy/filters/call-cluster.ts",
    deployment: { configuration: "auth" },
  });
  for (const path of ["/one", "/two"]) {
    const response = await request({ port, path });
    assert.equal(response.header("called"), "refused, 2");
  }
  const sentences = said.filter((line) => line.startsWith("The filter calls"));
  assert.deepEqual(sentences, [
    `The filter calls the cluster auth, which it does not have: name its address with --cluster 'auth=HOST:PORT', or under "clusters" in --file.`,
  ]);
  assert.match(said.join("\n"), /the proxy has no cluster auth/);
});
