import assert from "node:assert/strict";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { connect as connectTcp } from "node:net";
import { text } from "node:stream/consumers";
import { test, type TestContext } from "node:test";
import { connect } from "node:tls";
import { makeCertificate } from "../../registry/test-certificate.ts";
import { tempFolder } from "../../temp-folder.ts";
import { loggedProperties } from "./logged-properties.ts";
import { recording, startEnvoyOf } from "./peers.ts";
import { startServing } from "./serving.ts";

async function identityFor(t: TestContext) {
  const made = await makeCertificate(await tempFolder(t));
  return { cert: made.certificate, key: made.key };
}

/** The body of an answer over TLS. */
async function get(port: number, ca: string): Promise<string> {
  const servername = "localhost";
  const asked = httpsRequest({ port, ca, servername, agent: false }).end();
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  return text(answer);
}

test("startServer speaks TLS with --tls-cert, and a filter reads of it what it reads in Envoy", async (t) => {
  const identity = await identityFor(t);
  const { server, upstream } = await recording(t, (_, answer) => {
    answer.end("ok");
  });
  const filter = "tests/envoy/filters/properties.ts";
  const deployment = { rootId: "all" };
  const { port, said } = await startServing(t, {
    ...{ filter, upstream, deployment, identity },
  });
  const around = { upstream };
  const envoy = await startEnvoyOf(t, filter, around, deployment, identity);
  for (const each of [port, envoy.port()]) {
    assert.equal(await get(each, identity.cert), "ok");
    const headers = new Map(server.requests.at(-1)?.headers);
    assert.equal(headers.get("x-forwarded-proto"), "https");
  }
  await envoy.waitForLog("log end");
  const theirs = loggedProperties(envoy.logs);
  const version = theirs.get("log ConnectionProperties.tlsVersion");
  assert.equal(version, "[TLSv1.3]");
  assert.deepEqual(loggedProperties(said), theirs);
});

test("startServer passes a TCP filter's connections without their TLS", async (t) => {
  const identity = await identityFor(t);
  const filter = "examples/tcp-log/assembly/index.ts";
  const { port, saying } = await startServing(t, { filter, identity });
  const target = { port, ca: identity.cert, servername: "localhost" };
  const socket = connect(target);
  socket.end("ping");
  assert.equal(await text(socket), "ping");
  await saying(/^TCP .* → closed/);
});

test("startServer says that a client does not speak TLS", async (t) => {
  const identity = await identityFor(t);
  const filter = "examples/add-header/assembly/index.ts";
  const { port, saying } = await startServing(t, { filter, identity });
  const socket = connectTcp(port, "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write("GET / HTTP/1.1\r\nhost: localhost\r\n\r\n");
  await saying(/^A client's TLS failed: /);
  socket.destroy();
});
