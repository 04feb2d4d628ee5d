import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { test, type TestContext } from "node:test";
import type { TLSSocket } from "node:tls";
import { readPart } from "../../../cli/oci/image-store.ts";
import { findRegistry } from "../../registry/find-registry.ts";
import { startRegistry } from "../../registry/real-registry.ts";
import { sampleStore } from "../../registry/sample-store.ts";
import { startScript } from "../../registry/scripted-registry.ts";
import {
  makeCertificate,
  type TestCertificate,
} from "../../registry/test-certificate.ts";
import { tempFolder } from "../../temp-folder.ts";
import { sampleImage } from "../oci/sample-image.ts";

const { descriptor, bytes } = (await sampleImage()).parts[0];

const certificate = async (t: TestContext) =>
  makeCertificate(await tempFolder(t));

/** A server that closes a connection without TLS, unlike Go's, which answers. */
async function startTls(
  t: TestContext,
  tls: TestCertificate,
  onRequest: (certificateOfClient: object) => void = () => {},
  location?: string,
): Promise<string> {
  const options = {
    cert: tls.certificate,
    key: tls.key,
    requestCert: true,
    rejectUnauthorized: false,
  };
  const server = createServer(options, ({ socket }, response) => {
    onRequest((socket as TLSSocket).getPeerCertificate());
    if (location === undefined) response.end(bytes);
    else response.writeHead(307, { location }).end();
  });
  server.on("tlsClientError", () => {});
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("a registry that only speaks TLS is named as such where it breaks off plain HTTP", async (t) => {
  const host = await startTls(t, await certificate(t));
  await assert.rejects(sampleStore(t, host).manifest("v1"), {
    code: "TLS_ONLY",
    message: `${host} speaks TLS: leave out --plain-http.`,
  });
});

test("a registry without TLS that breaks off is still asked again", async (t) => {
  const { host, seen } = await startScript(t, () => undefined);
  await assert.rejects(sampleStore(t, host, { attempts: 2 }).manifest("v1"), {
    code: "INTERRUPTED",
  });
  assert.equal(seen.length, 2);
});

test("the authorities of the system and of Node's environment are trusted", async (t) => {
  const tls = await certificate(t);
  const host = await startRegistry(t, { tls });
  for (const name of ["SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS"]) {
    const env = { [name]: tls.certificatePath };
    const store = sampleStore(t, host, { plainHttp: false, env });
    await assert.rejects(store.manifest("v1"), { code: "NOT_FOUND" });
  }
  const careful = sampleStore(t, host, { plainHttp: false });
  await assert.rejects(careful.manifest("v1"), { code: "UNTRUSTED" });
});

test("an insecure session trusts every certificate", async (t) => {
  const host = await startRegistry(t, { tls: await certificate(t) });
  const options = { plainHttp: false, isInsecure: true };
  const store = sampleStore(t, host, options);
  await assert.rejects(store.manifest("v1"), { code: "NOT_FOUND" });
});

test("a real registry that wants a client certificate takes the one that it trusts", async (t) => {
  const tls = await certificate(t);
  const client = await certificate(t);
  const host = await startRegistry(t, { tls, client });
  const isReal = (await findRegistry()) !== null;
  const ca = tls.certificate;
  const known = sampleStore(t, host, { ca, client });
  await assert.rejects(known.manifest("v1"), { code: "NOT_FOUND" });
  for (const other of [undefined, await certificate(t)]) {
    const stranger = sampleStore(t, host, { ca, client: other, attempts: 1 });
    // A server in Node may break off before its alert has said why.
    const refusal = isReal
      ? {
          code: "UNAUTHORIZED",
          message: new RegExp(
            `^${host} wants a client certificate that it trusts \\(.*\\): give one with --client-cert and --client-key\\.$`,
          ),
        }
      : { code: /^(UNAUTHORIZED|INTERRUPTED)$/ };
    await assert.rejects(stranger.manifest("v1"), refusal);
  }
});

test("a host that the registry points to gets no client certificate", async (t) => {
  const tls = await certificate(t);
  const client = await certificate(t);
  const seen: object[] = [];
  const note = (each: object) => seen.push(each);
  const other = await startTls(t, tls, note);
  const own = await startTls(t, tls, note, `https://${other}/blob`);
  const store = sampleStore(t, own, { ca: tls.certificate, client });
  assert.deepEqual(await readPart(store, descriptor), Buffer.from(bytes));
  const [first, second] = seen;
  assert.ok("subject" in first);
  assert.deepEqual(second, {});
});

test("a port that web clients avoid is an error at once", async (t) => {
  await assert.rejects(sampleStore(t, "127.0.0.1:6000").manifest("v1"), {
    code: "BAD_PORT",
    message:
      /^127\.0\.0\.1:6000 has a port that web clients never connect to: /,
  });
});
