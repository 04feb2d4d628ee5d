import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import { createSecureServer } from "node:http2";
import { createServer as createHttpsServer } from "node:https";
import { connect, type AddressInfo, type Server } from "node:net";
import { test, type TestContext } from "node:test";
import { parse } from "yaml";
import { request } from "../../../cli/envoy/http-request.ts";
import { EnvoyProcess } from "../../../cli/envoy/envoy-process.ts";
import type { EnvoyObject } from "../../../cli/envoy/extension.ts";
import { ENVOY } from "../../../cli/manifests/kinds.ts";
import { makeManifest } from "../../../cli/manifests/make-manifest.ts";
import { renderManifest } from "../../../cli/manifests/render-manifest.ts";
import type { ProxyAround } from "../../../cli/base/proxy-around.ts";
import { parseService } from "../../../cli/base/service-address.ts";
import { compile } from "../../compile.ts";
import { makeCertificate } from "../../registry/test-certificate.ts";
import { tempFolder } from "../../temp-folder.ts";

const ANY_PORT = { host: "127.0.0.1", port: 0 };

/** Starts Envoy with what `manifest envoy` prints; returns its port. */
async function start(
  t: TestContext,
  around: ProxyAround,
  filter = "examples/add-header/assembly/index.ts",
): Promise<number> {
  const module = await compile(filter);
  const made = await makeManifest(ENVOY, {
    flags: { name: "filter", url: `file://${module}` },
    around: { listen: ANY_PORT, admin: ANY_PORT, ...around },
  });
  const config = parse(renderManifest(made)) as EnvoyObject;
  const envoy = await EnvoyProcess.start(config, { logLevel: "warning" });
  t.after(() => envoy.stop());
  return envoy.port();
}

async function listen(
  t: TestContext,
  server: Server,
  host = "127.0.0.1",
): Promise<number> {
  server.listen(0, host);
  await once(server, "listening");
  t.after(() => server.close());
  return (server.address() as AddressInfo).port;
}

for (const family of ["127.0.0.1", "::1"]) {
  test(`envoyManifest reaches localhost where its server has ${family} alone`, async (t) => {
    const server = createServer((_, response) => response.end("reached"));
    const port = await listen(t, server, family);
    const upstream = parseService(`localhost:${port}`);
    const response = await request({ port: await start(t, { upstream }) });
    assert.equal(response.text, "reached");
  });
}

test("envoyManifest speaks HTTP/2 and TLS with an upstream, as its scheme says", async (t) => {
  const tls = await makeCertificate(await tempFolder(t));
  const options = { key: tls.key, cert: tls.certificate };
  const servers = {
    h2c: createHttp2Server((asked, answer) => answer.end(asked.httpVersion)),
    https: createHttpsServer(options, (asked, answer) =>
      answer.end(asked.httpVersion),
    ),
    h2: createSecureServer(options, (asked, answer) =>
      answer.end(asked.httpVersion),
    ),
  };
  const caFile = tls.certificatePath;
  for (const [scheme, server] of Object.entries(servers)) {
    const port = await listen(t, server);
    for (const host of ["127.0.0.1", "localhost"]) {
      const upstream = parseService(`${scheme}://${host}:${port}`);
      const { text } = await request({
        port: await start(t, { upstream, caFile }),
      });
      assert.equal(text, scheme === "https" ? "1.1" : "2.0", scheme);
    }
  }
});

test("envoyManifest trusts no certificate that it was not given", async (t) => {
  const tls = await makeCertificate(await tempFolder(t));
  const options = { key: tls.key, cert: tls.certificate };
  const server = createHttpsServer(options, (_, response) => response.end());
  const port = await listen(t, server);
  const upstream = parseService(`https://localhost:${port}`);
  const response = await request({ port: await start(t, { upstream }) });
  assert.equal(response.status, 503);
  assert.match(response.text, /reset reason: remote connection failure$/);
});

test("envoyManifest lets connections become what --upgrade names, and no other", async (t) => {
  const server = createServer();
  server.on("upgrade", (_, socket) => {
    socket.write(
      "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n",
    );
    socket.pipe(socket);
  });
  const upstream = parseService(`127.0.0.1:${await listen(t, server)}`);
  const asked =
    "GET / HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n";
  for (const [upgrade, status] of [
    [["websocket"], "101"],
    [undefined, "403"],
  ] as const) {
    const around = { upstream, upgrade: upgrade && [...upgrade] };
    const socket = connect(await start(t, around), "127.0.0.1");
    socket.write(asked);
    const [first] = (await once(socket, "data")) as [Buffer];
    assert.match(first.toString(), new RegExp(`^HTTP/1.1 ${status} `));
    if (upgrade) {
      socket.write("ping");
      const [echoed] = (await once(socket, "data")) as [Buffer];
      assert.equal(echoed.toString(), "ping");
    }
    socket.destroy();
  }
});

test("envoyManifest lets as much of a body wait as --buffer-limit says", async (t) => {
  const server = createServer((_, response) => response.end("reached"));
  const upstream = parseService(`127.0.0.1:${await listen(t, server)}`);
  const body = "x".repeat(2000);
  const filter = "examples/body-edit/assembly/index.ts";
  for (const [bufferLimit, status] of [
    [1000, 413],
    [3000, 200],
  ]) {
    const port = await start(t, { upstream, bufferLimit }, filter);
    const response = await request({ port, method: "POST", body });
    assert.equal(response.status, status);
  }
});

test("envoyManifest refuses --upgrade for a network filter", async () => {
  const flags = { name: "a", url: "file:///a.wasm", form: "network" } as const;
  const around = { upgrade: ["websocket"] };
  await assert.rejects(makeManifest(ENVOY, { flags, around }), {
    name: "CliError",
    message: /^Cannot use --upgrade with a network filter: /,
  });
});
