import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer as createPlainServer } from "node:http";
import { createServer } from "node:https";
import { connect, type AddressInfo } from "node:net";
import { test } from "node:test";
import { readPart } from "../../../cli/oci/image-store.ts";
import { sampleStore } from "../../registry/sample-store.ts";
import { startScript, type Answer } from "../../registry/scripted-registry.ts";
import { makeCertificate } from "../../registry/test-certificate.ts";
import { tempFolder } from "../../temp-folder.ts";
import { sampleImage } from "../oci/sample-image.ts";

const image = await sampleImage();
const { bytes, descriptor } = image.parts[0];
const user = { username: "me", password: "secret" };

test("a redirect to another host gets no credentials, one to the same does", async (t) => {
  const other = await startScript(t, () => ({ body: bytes }));
  const script = await startScript(t, ({ url, headers }): Answer => {
    if (headers.authorization === undefined) {
      return { status: 401, headers: { "www-authenticate": "Basic" } };
    }
    const location = url.startsWith("/same")
      ? `http://${other.host}/blob?signature=1`
      : "/same";
    return { status: 307, headers: { location } };
  });
  const store = sampleStore(t, script.host, { user });
  assert.deepEqual(await readPart(store, descriptor), Buffer.from(bytes));
  const [, , same] = script.seen;
  assert.equal(same.url, "/same");
  assert.match(String(same.headers.authorization), /^Basic /);
  assert.equal(other.seen.length, 1);
  assert.equal(other.seen[0].headers.authorization, undefined);
});

test("a redirect without end is an error of the registry", async (t) => {
  const { host, seen } = await startScript(t, () => ({
    status: 302,
    headers: { location: "/v2/again" },
  }));
  await assert.rejects(sampleStore(t, host).manifest("v1"), {
    code: "BAD_ANSWER",
    message: `${host} redirects more than 5 times; it is not followed.`,
  });
  assert.equal(seen.length, 6);
});

test("a redirect from TLS to none is not followed", async (t) => {
  const plain = await startScript(t, () => ({ body: bytes }));
  const tls = await makeCertificate(await tempFolder(t));
  const options = { cert: tls.certificate, key: tls.key };
  const server = createServer(options, (_, response) => {
    response.writeHead(307, { location: `http://${plain.host}/` }).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const store = sampleStore(t, host, { ca: tls.certificate });
  await assert.rejects(store.manifest("v1"), {
    code: "BAD_ANSWER",
    message: `${host} points to http://${plain.host}, which has no TLS; it is not followed.`,
  });
  assert.equal(plain.seen.length, 0);
});

test("a host where nothing listens is named", async (t) => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.close();
  await once(server, "close");
  await assert.rejects(sampleStore(t, host).manifest("v1"), {
    code: "CONNECTION_REFUSED",
    message: `Nothing listens at ${host}: the connection was refused.`,
  });
});

test("a proxy of the environment is used, and tells who is behind it by TLS", async (t) => {
  const tls = await makeCertificate(await tempFolder(t));
  const options = { cert: tls.certificate, key: tls.key };
  const registry = createServer(options, (_, response) => {
    response.end(bytes);
  });
  const asked: string[] = [];
  const proxy = createPlainServer().on("connect", (request, socket) => {
    asked.push(request.url ?? "");
    const { port } = registry.address() as AddressInfo;
    const target = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connected\r\n\r\n");
      target.pipe(socket).pipe(target);
    });
    target.on("error", () => socket.destroy());
    socket.on("error", () => target.destroy());
  });
  for (const server of [registry, proxy]) {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    t.after(() => {
      server.closeAllConnections();
      server.close();
    });
  }
  const { port } = proxy.address() as AddressInfo;
  const store = sampleStore(t, "localhost:9443", {
    ca: tls.certificate,
    env: { HTTPS_PROXY: `http://127.0.0.1:${port}` },
  });
  assert.deepEqual(await readPart(store, descriptor), Buffer.from(bytes));
  assert.deepEqual(asked, ["localhost:9443"]);
});
