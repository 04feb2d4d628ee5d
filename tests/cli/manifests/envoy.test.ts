import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { connect, type AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { test, type TestContext } from "node:test";
import { parse } from "yaml";
import type { DeploymentInput } from "../../../cli/deployment/deployment.ts";
import { EnvoyProcess } from "../../../cli/envoy/envoy-process.ts";
import type { EnvoyObject } from "../../../cli/envoy/extension.ts";
import { ENVOY } from "../../../cli/manifests/kinds.ts";
import { makeManifest } from "../../../cli/manifests/make-manifest.ts";
import { renderManifest } from "../../../cli/manifests/render-manifest.ts";
import { compile } from "../../compile.ts";
import { get } from "../../envoy/start-envoy.ts";

const ANY_PORT = { host: "127.0.0.1", port: 0 };

/** Starts Envoy with what the command prints. */
async function start(
  t: TestContext,
  flags: DeploymentInput,
  upstream?: number,
): Promise<EnvoyProcess> {
  const around = {
    listen: ANY_PORT,
    admin: ANY_PORT,
    upstream: upstream ? { ...ANY_PORT, port: upstream } : undefined,
  };
  const made = await makeManifest(ENVOY, { flags, around });
  const config = parse(renderManifest(made)) as EnvoyObject;
  const envoy = await EnvoyProcess.start(config, {
    logLevel: "warning",
    componentLogLevel: "wasm:info",
  });
  t.after(() => envoy.stop());
  return envoy;
}

/** Serves a file and answers everything else with its path. */
async function serve(t: TestContext, file: string): Promise<number> {
  const bytes = await readFile(file);
  const server = createServer(({ url }, response) => {
    response.end(url === "/a.wasm" ? bytes : url);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  return (server.address() as AddressInfo).port;
}

test("envoyManifest starts Envoy with every field of an HTTP filter", async (t) => {
  const module = await compile("examples/add-header/assembly/index.ts");
  const envoy = await start(t, {
    name: "add-header",
    url: `file://${module}`,
    module,
    rootId: "add_header",
    vmId: "shared",
    configuration: "melon",
    vmConfiguration: { level: 1 },
    environment: { STAGE: "test" },
    failPolicy: "closed",
    capabilities: "least",
    allowOnHeadersStopIteration: true,
  });
  assert.equal((await get(envoy)).header("hello"), "melon");
});

test("envoyManifest has Envoy fetch a module over HTTP by its digest", async (t) => {
  const module = await compile("examples/add-header/assembly/index.ts");
  const port = await serve(t, module);
  const flags: DeploymentInput = {
    name: "add-header",
    url: `http://127.0.0.1:${port}/a.wasm`,
    module,
  };
  const envoy = await start(t, flags, port);
  const response = await get(envoy, "/path");
  assert.equal(response.header("hello"), "world");
  assert.equal(response.text, "/path");
});

test("envoyManifest starts Envoy with a network filter, an access logger and a service", async (t) => {
  const tcp = await compile("tests/envoy/filters/tcp.ts");
  const port = await serve(t, tcp);
  const network = await start(
    t,
    { name: "l4", url: `file://${tcp}`, form: "network" },
    port,
  );
  const socket = connect(network.port(), "127.0.0.1");
  socket.end("GET /tcp HTTP/1.0\r\n\r\n");
  assert.match(await text(socket), /\/tcp$/);

  const services = await compile("tests/envoy/filters/plugin-services.ts");
  for (const form of ["accessLog", "service"] as const) {
    const singleton = form === "service" ? true : undefined;
    const rootId = "logger";
    const url = `file://${services}`;
    const envoy = await start(t, {
      name: "service",
      url,
      rootId,
      form,
      singleton,
    });
    assert.equal((await get(envoy)).status, 200);
  }
});
