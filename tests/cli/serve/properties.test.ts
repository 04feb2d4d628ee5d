import assert from "node:assert/strict";
import { test } from "node:test";
import { request } from "../../../cli/envoy/http-request.ts";
import { addProperty } from "../../../cli/serve/parse-property.ts";
import { recording, startEnvoyOf } from "./peers.ts";
import { loggedProperties } from "./logged-properties.ts";
import { startServing } from "./serving.ts";

const PROPERTIES = "tests/envoy/filters/properties.ts";

test("connectionProperties and upstreamProperties are those of Envoy", async (t) => {
  const { upstream } = await recording(t, (_, answer) => answer.end("ok"));
  const deployment = { rootId: "all" };
  const served = { filter: PROPERTIES, upstream, deployment };
  const { port, said } = await startServing(t, served);
  await request({ port, path: "/a" });
  const envoy = await startEnvoyOf(t, PROPERTIES, { upstream }, deployment);
  await request({ port: envoy.port(), path: "/a" });
  await envoy.waitForLog("log end");
  const theirs = loggedProperties(envoy.logs);
  assert.ok(theirs.size > 250);
  assert.deepEqual(loggedProperties(said), theirs);
  assert.match(said.join("\n"), /--property 'xds\.node=VALUE'/);
});

test("a filter reads the ports of both sockets, and no upstream where there is none", async (t) => {
  const deployment = { rootId: "all" };
  const { port, said } = await startServing(t, {
    filter: PROPERTIES,
    deployment,
  });
  const { status } = await request({ port });
  assert.equal(status, 200);
  const values = loggedProperties(said);
  assert.equal(values.get("log UpstreamProperties.address"), "null");
  const all = said.join("\n");
  assert.match(all, /SourceProperties\.address=\[127\.0\.0\.1:\d+\]$/m);
  assert.ok(all.includes(`DestinationProperties.portOr=${port}\n`));
});

test("addProperty gives a filter what serve does not know, or something else than the socket's", async (t) => {
  const properties = [
    "source.address=192.0.2.1:80",
    "source.port=80",
    'xds.node={"id":"n","metadata":{"a.b":"c"}}',
    "metadata.filter_metadata.x=é",
  ].reduce((before, each) => addProperty(each, before), {});
  const { port, said } = await startServing(t, {
    filter: PROPERTIES,
    deployment: { rootId: "all" },
    properties,
  });
  await request({ port });
  const all = said.join("\n");
  assert.match(all, /request SourceProperties\.address=\[192\.0\.2\.1:80\]$/m);
  assert.match(all, /request SourceProperties\.portOr=80$/m);
  assert.ok(all.includes(`DestinationProperties.portOr=${port}\n`));
  assert.deepEqual(properties, {
    source: { address: "192.0.2.1:80", port: 80 },
    xds: { node: { id: "n", metadata: { "a.b": "c" } } },
    metadata: { filter_metadata: { x: Buffer.from("é").toString("latin1") } },
  });
});

for (const text of ["", "a", "=1", "a..b=1", ".a=1"]) {
  test(`addProperty refuses ${JSON.stringify(text)}`, () => {
    assert.throws(() => addProperty(text), /It must be PATH=VALUE/);
  });
}
