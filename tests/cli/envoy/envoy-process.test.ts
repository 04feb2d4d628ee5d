import assert from "node:assert/strict";
import { once } from "node:events";
import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { bootstrap } from "../../../cli/envoy/bootstrap.ts";
import { cluster } from "../../../cli/envoy/cluster.ts";
import {
  EnvoyProcess,
  type EnvoyOptions,
} from "../../../cli/envoy/envoy-process.ts";
import { request } from "../../../cli/envoy/http-request.ts";
import { httpListener, tcpListener } from "../../../cli/envoy/listener.ts";
import { rawRequest } from "../../../cli/envoy/raw-request.ts";
import { routeTo } from "../../../cli/envoy/route.ts";
import { writeMinimalWasm } from "../../envoy/minimal-wasm.ts";
import { Upstream } from "../../envoy/upstream.ts";
import { runScript } from "../../run-script.ts";
import { tempFolder } from "../../temp-folder.ts";

const HELLO = bootstrap({ listeners: [httpListener()] });

async function start(t: TestContext, config = HELLO, options?: EnvoyOptions) {
  const envoy = await EnvoyProcess.start(config, options);
  t.after(() => envoy.stop());
  return envoy;
}

async function withPlugin(t: TestContext, options?: { accept?: boolean }) {
  const path = join(await tempFolder(t), "minimal.wasm");
  const wasm = await writeMinimalWasm(path, options);
  return bootstrap({ listeners: [httpListener({ filters: [{ wasm }] })] });
}

async function fakeEnvoy(t: TestContext, script: string): Promise<string> {
  const path = join(await tempFolder(t), "envoy");
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

test("EnvoyProcess.start resolves with an Envoy that serves", async (t) => {
  const envoy = await start(t);
  const response = await request({ port: envoy.port() });
  assert.equal(response.status, 200);
  assert.equal(response.text, "hello\n");
  assert.equal(response.header("SERVER"), "envoy");
});

test("EnvoyProcess.start loads a plugin", async (t) => {
  const envoy = await start(t, await withPlugin(t));
  assert.equal((await request({ port: envoy.port() })).status, 200);
  const name = "wasm.envoy.wasm.runtime.v8.active";
  const stats = await envoy.stats(`^${name}$`);
  assert.deepEqual([...stats.keys()], [name]);
  assert.ok(stats.get(name)! > 0);
});

test("EnvoyProcess.start shows the log of a refused plugin", async (t) => {
  const config = await withPlugin(t, { accept: false });
  await assert.rejects(EnvoyProcess.start(config), (error: Error) => {
    assert.match(
      error.message,
      /^Envoy exited with code 1 before it was ready/,
    );
    assert.match(error.message, /Failed to configure base Wasm plugin/);
    return true;
  });
});

test("EnvoyProcess.start gives up after its time limit", async (t) => {
  const script = "echo still thinking >&2; exec sleep 60";
  const envoy = await fakeEnvoy(t, script);
  await assert.rejects(EnvoyProcess.start(HELLO, { envoy, timeout: 500 }), {
    code: "ENVOY_TIMEOUT",
    message: "Envoy was not ready after 500 ms:\nstill thinking",
  });
});

test("EnvoyProcess.start rejects when the binary does not exist", async (t) => {
  const envoy = join(await tempFolder(t), "missing");
  await assert.rejects(EnvoyProcess.start(HELLO, { envoy }), {
    code: "ENVOY_EXITED",
    message: /ENOENT/,
  });
});

test("EnvoyProcess.start passes options and variables on", async (t) => {
  const envoy = await fakeEnvoy(t, 'echo "$GREETING $*" >&2');
  const { logs } = await EnvoyProcess.runToExit(HELLO, {
    envoy,
    env: { GREETING: "hello" },
    logLevel: "warning",
    componentLogLevel: "wasm:trace",
    concurrency: 2,
    args: ["--mode", "validate"],
  });
  assert.match(logs[0], /^hello -c \S+bootstrap\.json /);
  assert.match(logs[0], / --concurrency 2 .* -l warning /);
  assert.match(logs[0], / --component-log-level wasm:trace --mode validate$/);
});

test("EnvoyProcess.runToExit returns the code and the log", async (t) => {
  const config = await withPlugin(t, { accept: false });
  const { code, logs } = await EnvoyProcess.runToExit(config);
  assert.equal(code, 1);
  assert.ok(logs.includes("Unable to create Wasm plugin minimal"));
});

test("EnvoyProcess.runToExit rejects when Envoy keeps running", async () => {
  await assert.rejects(EnvoyProcess.runToExit(HELLO, { timeout: 500 }), {
    code: "ENVOY_TIMEOUT",
    message: /^Envoy still ran after 500 ms:\n/,
  });
});

test("EnvoyProcess.port finds each listener by name", async (t) => {
  const upstream = await Upstream.start();
  t.after(() => upstream.stop());
  const config = bootstrap({
    listeners: [
      httpListener({ name: "web", routes: [routeTo("upstream")] }),
      tcpListener({ name: "tcp", cluster: "upstream" }),
    ],
    clusters: [cluster({ name: "upstream", port: upstream.port })],
  });
  const envoy = await start(t, config);
  assert.equal(envoy.port(), envoy.port("web"));
  await request({ port: envoy.port("web"), path: "/web" });
  await request({ port: envoy.port("tcp"), path: "/tcp" });
  const paths = upstream.requests.map(({ path }) => path);
  assert.deepEqual(paths, ["/web", "/tcp"]);
  assert.throws(() => envoy.port("udp"), {
    code: "ENVOY_UNKNOWN_LISTENER",
    message: "Envoy has no TCP listener udp (it has web, tcp).",
  });
});

test("EnvoyProcess.waitForLog finds past and future lines", async (t) => {
  const envoy = await start(t);
  assert.match(
    await envoy.waitForLog(/starting main dispatch loop$/),
    /^\[info\]\[main\] /,
  );
  const line = envoy.waitForLog("change all log levels", {
    from: envoy.logs.length,
  });
  await envoy.admin("/logging?level=warning", "POST");
  const found = await line;
  assert.deepEqual(envoy.logLines("change all log levels"), [found]);
});

test("EnvoyProcess.admin rejects when Envoy refuses", async (t) => {
  const envoy = await start(t);
  assert.match(await envoy.admin("/ready"), /LIVE/);
  await assert.rejects(envoy.admin("/nonsense"), {
    code: "ENVOY_ADMIN_REFUSED",
    message: /answered GET \/nonsense with 404: invalid path/,
  });
});

test("EnvoyProcess.stop leaves no process behind and may be called again", async (t) => {
  const envoy = await start(t);
  const { pid } = envoy;
  await Promise.all([envoy.stop(), envoy.stop()]);
  await envoy.stop();
  assert.equal(await envoy.exited, 0);
  assert.throws(() => process.kill(pid, 0), { code: "ESRCH" });
  await assert.rejects(envoy.admin("/ready"), { code: "ECONNREFUSED" });
});

test("EnvoyProcess runs next to another one", async (t) => {
  const [one, two] = await Promise.all([start(t), start(t)]);
  assert.notEqual(one.port(), two.port());
  await one.stop();
  assert.equal((await request({ port: two.port() })).status, 200);
});

test("EnvoyProcess does not outlive a parent that is killed", async () => {
  const url = (name: string) =>
    JSON.stringify(import.meta.resolve(`../../../cli/envoy/${name}.ts`));
  const { child, ended } = runScript(`
    import { EnvoyProcess } from ${url("envoy-process")};
    const envoy = await EnvoyProcess.start(${JSON.stringify(HELLO)});
    console.log(envoy.adminPort);`);
  const [chunk] = (await once(child.stdout!, "data")) as [Buffer];
  const port = Number(chunk.toString());
  child.kill("SIGTERM");
  assert.equal((await ended).signal, "SIGTERM");
  await untilRefused(port);
});

/** The kernel may need a moment to end a killed process. */
async function untilRefused(port: number): Promise<void> {
  const deadline = performance.now() + 5000;
  while (performance.now() < deadline) {
    const answer = rawRequest({ port, bytes: "", silence: 20 });
    if (await answer.then(() => false, isRefusal)) return;
  }
  assert.fail(`port ${port} still accepts connections`);
}

function isRefusal(error: NodeJS.ErrnoException): boolean {
  return error.code === "ECONNREFUSED";
}
