import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { connect, createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { request } from "../../../cli/envoy/http-request.ts";
import { TEMPLATES } from "../../../cli/init/templates.ts";
import { ROOT } from "../../../scripts/project/project-files.ts";
import { tempFolder } from "../../temp-folder.ts";
import { SERVING, startInTerminal, type StartedCli } from "../start-cli.ts";

/** The key with which a user goes to the next template. */
const DOWN = "\x1b[B";

/** The port of services.js in the templates. */
const SERVICES_PORT = 10001;

/** What shows that a template's filter is there. */
const CHECKS: Record<string, (started: Started) => Promise<void>> = {
  "add-header": async ({ port }) => {
    assert.equal((await request({ port })).header("hello"), "world");
  },
  "http-auth": async ({ port }) => {
    const headers: [string, string][] = [["authorization", "Bearer melon"]];
    const granted = await request({ port, headers });
    assert.equal(granted.status, 200);
    assert.equal(granted.header("powered-by"), "proxy-wasm");
    const denied = await request({ port });
    assert.equal(denied.status, 401);
    assert.equal(denied.header("www-authenticate"), "Bearer");
  },
  body: async ({ port, cli }) => {
    const headers: [string, string][] = [["buffer-operation", "append"]];
    const body = "hello";
    const response = await request({ port, method: "POST", headers, body });
    assert.equal(response.status, 200);
    await cli.line(/original request body: hello/);
    assert.equal((await request({ port })).status, 400);
  },
  tcp: async ({ port, cli }) => {
    const socket = connect(port, "127.0.0.1");
    socket.write("ping");
    const [data] = (await once(socket, "data")) as [Buffer];
    assert.equal(data.toString(), "ping");
    socket.end();
    await cli.line(/connection complete! sent 4, received 4 bytes/);
  },
  blank: async ({ port }) => {
    assert.equal((await request({ port })).status, 200);
  },
};

/** Templates that `serve` cannot serve yet, and why. */
const ONLY_IN_ENVOY = { tcp: "serve knows HTTP alone" };

interface Started {
  cli: StartedCli;
  port: number;
}

for (const { name } of TEMPLATES) {
  test(`the template ${name} answers in a terminal, in npm start and npm run envoy, with what the filter is for`, async (t) => {
    // Below this package, so that the project finds it without an installation.
    const folder = await tempFolder(t, join(ROOT, "build"));
    await initInTerminal(t, folder, "project", name);
    const project = join(folder, "project");
    await moveServices(project);
    for (const script of name in ONLY_IN_ENVOY
      ? ["envoy"]
      : ["start", "envoy"]) {
      const started = await start(t, project, script);
      await CHECKS[name]?.(started);
      assert.equal(await started.cli.stop(), 0);
    }
  });
}

/** Creates a project by answering what init asks. */
async function initInTerminal(
  t: TestContext,
  cwd: string,
  folder: string,
  template: string,
): Promise<void> {
  const cli = startInTerminal(t, cwd, ["init"]);
  await cli.line(/In which folder\?/);
  cli.type(`${folder}\r`);
  await cli.line(/Which template\?/);
  const index = TEMPLATES.findIndex(({ name }) => name === template);
  cli.type(`${DOWN.repeat(index)}\r`);
  await cli.line(/Created project in project, \d+ files\. Next:/);
  assert.equal(await cli.closed, 0);
}

/** Runs a script of the project's package.json on a free port. */
async function start(
  t: TestContext,
  project: string,
  script: string,
): Promise<Started> {
  const file = join(project, "package.json");
  const { scripts } = JSON.parse(await readFile(file, "utf8")) as {
    scripts: Record<string, string>;
  };
  const [program, ...args] = scripts[script].split(" ");
  assert.equal(program, "proxy-wasm");
  const cli = startInTerminal(t, project, [...args, "--port", "0"]);
  const [, port] = await cli.line(SERVING);
  return { cli, port: Number(port) };
}

/** Moves the services of a project to a free port, in all files that name theirs. */
async function moveServices(project: string): Promise<void> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await once(server.close(), "close");
  for (const name of ["deployment.yaml", "services.js"]) {
    const file = join(project, name);
    const found = await readFile(file, "utf8").catch(() => undefined);
    if (found === undefined) continue;
    await writeFile(file, found.replaceAll(`${SERVICES_PORT}`, `${port}`));
  }
}
