import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { parse } from "yaml";
import { EnvoyProcess } from "../../../cli/envoy/envoy-process.ts";
import type { EnvoyObject } from "../../../cli/envoy/extension.ts";
import { ENVOY } from "../../../cli/manifests/kinds.ts";
import { makeManifest } from "../../../cli/manifests/make-manifest.ts";
import { renderManifest } from "../../../cli/manifests/render-manifest.ts";
import { compile } from "../../compile.ts";
import { tempFolder } from "../../temp-folder.ts";
import { runCli } from "../run-cli.ts";
import { startCli } from "../start-cli.ts";

const ANY_PORT = { host: "127.0.0.1", port: 0 };

test("proxy-wasm status envoy finds a plugin in a real Envoy, and not another", async (t) => {
  const module = await compile("examples/add-header/assembly/index.ts");
  const made = await makeManifest(ENVOY, {
    flags: { name: "add-header", url: `file://${module}` },
    around: { listen: ANY_PORT, admin: ANY_PORT },
  });
  const config = parse(renderManifest(made)) as EnvoyObject;
  const envoy = await EnvoyProcess.start(config, { logLevel: "warning" });
  t.after(() => envoy.stop());
  const admin = `127.0.0.1:${envoy.adminPort}`;
  const found = runCli(["status", "envoy", "--admin", admin]);
  assert.equal(found.stderr, "");
  assert.equal(
    found.stdout,
    `http://${admin}: in force (${module})\nIn force at 1 of 1 proxies.\n`,
  );
  assert.equal(found.status, 0);
  const other = ["status", "envoy", "--admin", admin, "--name", "auth"];
  const absent = runCli(other);
  assert.equal(absent.status, 1);
  assert.match(
    absent.stdout,
    /not in force\n {2}- the proxy has no such filter/,
  );
});

/** As Envoy 1.40 writes them. */
const LOG = `[info][main] all is well
[error][wasm] [source/extensions/common/wasm/wasm.cc:104] Wasm VM failed Failed to load Wasm module due to a missing import: env.proxy_continue_stream
[critical][wasm] [source/extensions/common/wasm/wasm.cc:626] Plugin a failed to load
`;

test("proxy-wasm status envoy says what the lines of a log mean, and that nothing answers", async (t) => {
  const folder = await tempFolder(t);
  const log = join(folder, "envoy.log");
  await writeFile(log, LOG);
  const free = createServer().listen(0, "127.0.0.1");
  await once(free, "listening");
  const { port } = free.address() as AddressInfo;
  free.close();
  const admin = `http://127.0.0.1:${port}`;
  const command = ["status", "envoy", "--admin", admin, "--log", log];
  const { status, stdout } = runCli(command);
  assert.equal(status, 1);
  assert.match(stdout, /Cannot read http:.*config_dump: /);
});

test("proxy-wasm status envoy says that something else answers where Envoy's admin should", async (t) => {
  const server = createServer((_, response) => response.end("<html>"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const admin = `http://127.0.0.1:${port}`;
  const cli = startCli(t, await tempFolder(t), [
    ...["status", "envoy", "--admin", admin],
  ]);
  assert.equal(await cli.closed, 1);
  assert.match(
    cli.output.join("\n"),
    /this is not the answer of Envoy's admin interface/,
  );
});
