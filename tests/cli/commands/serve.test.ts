import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import {
  copyFile,
  mkdir,
  readdir,
  readFile,
  rm,
  writeFile,
} from "node:fs/promises";
import {
  createServer as createHttpServer,
  request as httpRequest,
  type IncomingMessage,
} from "node:http";
import { connect, createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { test, type TestContext } from "node:test";
import { request, type Header } from "../../../cli/envoy/http-request.ts";
import { tempFolder } from "../../temp-folder.ts";
import { compile } from "../../compile.ts";
import { GrpcServer, type GrpcMethod } from "../../envoy/grpc-server.ts";
import { projectCopy } from "../project-copy.ts";
import { runCli } from "../run-cli.ts";
import { SERVING, startCli } from "../start-cli.ts";

/** Starts a serving command on a free port. */
async function start(t: TestContext, cwd: string, ...args: string[]) {
  const cli = startCli(t, cwd, [...args, "--port", "0"]);
  const [, port] = await cli.line(SERVING);
  return { ...cli, port: Number(port) };
}

test("proxy-wasm serve answers through the filter, and compiles it when a source is saved", async (t) => {
  const folder = await projectCopy(t);
  const cli = await start(t, folder, "serve");
  const { port, output } = cli;
  const first = await request({ port, path: "/a", body: "question" });
  assert.equal(first.status, 200);
  assert.equal(first.header("hello"), "world");
  assert.match(first.text, /^:path: \/a$/m);
  assert.match(first.text, /question$/);

  const source = join(folder, "assembly/index.ts");
  const text = await readFile(source, "utf8");
  const next = cli.next(/^Compiled and started in/);
  await writeFile(source, text.replace('"hello"', '"goodbye"'));
  await next;
  const second = await request({ port });
  assert.equal(second.header("goodbye"), "world");

  await writeFile(source, text.replace('"hello"', '"again"'));
  // It waits for the compiler: the old filter does not answer.
  const third = await request({ port });
  assert.equal(third.header("again"), "world");

  assert.equal(await cli.stop(), 0);
  const all = output.join("\n");
  assert.match(all, /^GET \/a → 200 /m);
  assert.match(all, /^ +\+ hello: world$/m);
  assert.match(all, /host calls: .*proxy_replace_header_map_value/);
});

test("proxy-wasm serve answers 500 with the compiler's lines until a broken source is fixed", async (t) => {
  const folder = await projectCopy(t);
  const source = join(folder, "assembly/index.ts");
  const text = await readFile(source, "utf8");
  await writeFile(source, "let a: i32 = none;");
  const cli = await start(t, folder, "serve");
  const { port } = cli;
  const broken = await request({ port });
  assert.equal(broken.status, 500);
  assert.match(broken.text, /^No filter runs here until this is fixed:$/m);
  assert.match(broken.text, /^ERROR TS2304: Cannot find name 'none'\./m);
  assert.match(broken.text, /in assembly\/index\.ts\(1,14\)/);
  await writeFile(source, text);
  assert.equal((await request({ port })).header("hello"), "world");
  const again = cli.next(/^No filter runs: requests get 500/);
  await writeFile(source, "let b: i32 = nothing;");
  await again;
  assert.match((await request({ port })).text, /Cannot find name 'nothing'/);
  assert.equal(await cli.stop(), 0);
  const all = cli.output.join("\n");
  assert.match(all, /^ERROR TS2304: Cannot find name 'nothing'\./m);
  assert.match(all, /^GET \/ → 500: no filter runs, see above\.$/m);
});

test("proxy-wasm serve goes on with open exchanges while it compiles", async (t) => {
  const events = new EventEmitter();
  const server = createHttpServer((_, outgoing) => {
    outgoing.write("data: 0\n\n");
    events.on("send", (n: number) => outgoing.write(`data: ${n}\n\n`));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port: upstream } = server.address() as AddressInfo;
  const folder = await projectCopy(t);
  const flags = ["--upstream", `127.0.0.1:${upstream}`];
  const cli = await start(t, folder, "serve", ...flags);
  const asked = httpRequest({ port: cli.port, host: "127.0.0.1" }).end();
  asked.on("error", () => undefined);
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  answer.on("error", () => undefined);
  await once(answer, "data");
  const source = join(folder, "assembly/index.ts");
  const compiling = cli.next(/^A source has changed: compiling\.$/);
  const compiled = cli.next(/^Compiled and started in/);
  await writeFile(source, `${await readFile(source, "utf8")}\n`);
  await compiling;
  const during = once(answer, "data");
  events.emit("send", 1);
  const first = await Promise.race([
    during.then(() => "event"),
    compiled.then(() => "compiled"),
  ]);
  assert.equal(first, "event");
  await compiled;
  const after = once(answer, "data");
  events.emit("send", 2);
  assert.equal(String((await after)[0]), "data: 2\n\n");
  assert.equal(await cli.stop(), 0);
});

test("proxy-wasm serve compiles the debug target, and the release target if --module names its output", async (t) => {
  const folder = await projectCopy(t);
  for (const [flags, file] of [
    [[], "debug.wasm"],
    [["--module", "build/release.wasm"], "release.wasm"],
  ] as const) {
    const { stop } = await start(t, folder, "serve", ...flags);
    assert.ok((await readdir(join(folder, "build"))).includes(file));
    await rm(join(folder, "build"), { recursive: true });
    assert.equal(await stop(), 0);
  }
});

test("proxy-wasm serve --no-build starts a module again when it is written again", async (t) => {
  const folder = await projectCopy(t);
  await mkdir(join(folder, "build"));
  const module = join(folder, "build/release.wasm");
  await copyFile(
    await compile("examples/add-header/assembly/index.ts"),
    module,
  );
  const cli = await start(t, folder, "serve", "--no-build");
  assert.equal((await request({ port: cli.port })).header("hello"), "world");
  await copyFile(await compile("tests/envoy/filters/throws.ts"), module);
  assert.equal((await request({ port: cli.port })).header("hello"), undefined);
  assert.equal(await cli.stop(), 0);
});

test("proxy-wasm serve reads the deployment again when its file is saved", async (t) => {
  const folder = await projectCopy(t);
  const file = join(folder, "deployment.yaml");
  await writeFile(file, "configuration: melon\n");
  const flags = ["--file", "deployment.yaml"];
  const { port, stop } = await start(t, folder, "serve", ...flags);
  assert.equal((await request({ port })).header("hello"), "melon");
  await writeFile(file, "configuration: pear or apple\n");
  assert.equal((await request({ port })).header("hello"), "pear or apple");
  assert.equal(await stop(), 0);
});

test("proxy-wasm serve ends on one Ctrl-C while an answer is in progress", async (t) => {
  const server = createHttpServer((_, outgoing) => {
    outgoing.write("data: one\n\n");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port: upstream } = server.address() as AddressInfo;
  const flags = ["--upstream", `127.0.0.1:${upstream}`];
  const folder = await projectCopy(t);
  const { port, stop, output } = await start(t, folder, "serve", ...flags);
  const asked = httpRequest({ port, host: "127.0.0.1" }).end();
  asked.on("error", () => undefined);
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  answer.on("error", () => undefined);
  await once(answer, "data");
  assert.equal(await stop(), 0);
  assert.match(output.join("\n"), /^GET \/ → 200 /m);
});

test("proxy-wasm run answers through the filter in Envoy", async (t) => {
  const folder = await projectCopy(t);
  const flags = ["--configuration", "melon"];
  const { port, stop } = await start(t, folder, "run", ...flags);
  assert.equal((await request({ port })).header("hello"), "melon");
  assert.equal(await stop(), 0);
});

test("proxy-wasm run --print-config prints a bootstrap and runs nothing", async (t) => {
  const folder = await projectCopy(t);
  const { status, stdout } = runCli(
    ["run", "--print-config", "--root-id", "a", "--upstream", "[::1]:80"],
    { cwd: folder },
  );
  assert.equal(status, 0);
  assert.match(stdout, /root_id: a\n/);
  assert.match(stdout, /address: ::1\n/);
  assert.match(stdout, /build\/release\.wasm\n/);
});

test("proxy-wasm serve names who has a port that is taken, and the next one, before it compiles", async (t) => {
  const folder = await projectCopy(t);
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const { status, stdout, stderr } = runCli(["serve", "--port", String(port)], {
    cwd: folder,
  });
  assert.equal(status, 1);
  const who =
    process.platform === "linux"
      ? `\\S+ \\(process ${process.pid}\\)`
      : "another program";
  const start = `Cannot listen on 127\\.0\\.0\\.1:${port}: ${who} has the port`;
  assert.match(
    stderr,
    new RegExp(
      `^${start}; end it, or choose another with --port ${port + 1}\\.\n$`,
    ),
  );
  assert.doesNotMatch(stdout, /Compiled/);
});

test("proxy-wasm serve refuses one of --tls-cert and --tls-key, and a property without a value", async (t) => {
  const cwd = await projectCopy(t);
  const one = runCli(["serve", "--tls-cert", "a.pem"], { cwd });
  assert.equal(one.status, 2);
  assert.match(one.stderr, /^Cannot serve TLS: .* need each other/);
  const property = runCli(["serve", "--property", "a"], { cwd });
  assert.equal(property.status, 2);
  assert.match(
    property.stderr,
    /It must be PATH=VALUE, such as source\.port=80/,
  );
});

test("proxy-wasm run names a port that is taken", async (t) => {
  const folder = await projectCopy(t);
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const { status, stderr } = runCli(["run", "--port", String(port)], {
    cwd: folder,
  });
  assert.equal(status, 1);
  assert.equal(
    stderr,
    `Cannot listen on 127.0.0.1:${port}: the port is taken; choose another with --port.\n`,
  );
});

test("proxy-wasm serve --services says that there is no such file, and that a port is taken", async (t) => {
  const cwd = await projectCopy(t);
  const missing = runCli(["serve", "--services", "none.js"], { cwd });
  assert.equal(missing.status, 2);
  assert.equal(
    missing.stderr,
    "Cannot start the services of none.js: there is no such file.\n",
  );
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  await writeFile(
    join(cwd, "services.mjs"),
    `import { createServer } from "node:http";
import { once } from "node:events";
await once(createServer().listen(${port}, "127.0.0.1"), "listening");
`,
  );
  const taken = runCli(["serve", "--services", "services.mjs"], { cwd });
  assert.equal(taken.status, 1);
  assert.match(
    taken.stderr,
    new RegExp(
      `^Cannot start the services of services\\.mjs: port ${port} is taken; end what listens there, .*\\n$`,
    ),
  );
});

test("proxy-wasm serve --form network serves TCP, which it says", async (t) => {
  const folder = await projectCopy(t);
  const module = await compile("examples/tcp-log/assembly/index.ts");
  const flags = ["--no-build", "--module", module, "--port", "0"];
  const cli = startCli(t, folder, ["serve", "--form", "network", ...flags]);
  const [, port] = await cli.line(/^Serving TCP on 127\.0\.0\.1:(\d+) until/);
  const socket = connect(Number(port), "127.0.0.1");
  socket.end("ping");
  assert.equal(await text(socket), "ping");
  await cli.line(/^TCP .* → closed by/);
  assert.equal(await cli.stop(), 0);
});

test("proxy-wasm serve refuses a folder without a filter", async (t) => {
  const cwd = await tempFolder(t);
  const empty = runCli(["serve"], { cwd });
  assert.equal(empty.status, 1);
  assert.match(empty.stderr, /^Cannot build: .*run this in the folder of/);
});

test("proxy-wasm serve and run send a filter's calls to the clusters that --cluster names", async (t) => {
  const service = createHttpServer((incoming, outgoing) => {
    outgoing.end(`answer to ${incoming.url}`);
  }).listen(0, "127.0.0.1");
  await once(service, "listening");
  t.after(() => service.close());
  const { port } = service.address() as AddressInfo;
  const module = await compile("tests/envoy/filters/http-call.ts");
  const folder = await projectCopy(t);
  const flags = ["--no-build", "--module", module].concat([
    "--cluster",
    `upstream=127.0.0.1:${port}`,
  ]);
  for (const command of ["serve", "run"]) {
    const started = await start(t, folder, command, ...flags);
    const response = await request({
      port: started.port,
      path: "/ask/one",
      headers: [["x-cluster", "upstream"]],
    });
    const report = response.header("x-report") ?? "";
    assert.match(report, /answered 200/, command);
    assert.equal(await started.stop(), 0);
  }
});

const REFUSED_STREAM = 7;

/** Emits an event for each call that a client has broken off. */
const cancels = new EventEmitter();
const onCancel = () => void cancels.emit("cancel");

const METHODS: Record<string, GrpcMethod> = {
  "/test.Unary/Say": {
    onMessage(call, text) {
      call.send(`answer to ${text}`);
      call.end(0);
    },
  },
  "/test.Unary/Deny": { onMessage: (call) => call.end(7, "not you: é") },
  "/test.Unary/Late": { onCancel },
  "/test.Unary/Reset": { onMessage: (call) => call.reset(REFUSED_STREAM) },
  "/test.Stream/Talk": {
    onStart: (call) => call.start({ "x-initial": "1" }),
    onMessage(call, text) {
      call.send(`re ${text}`);
      if (text === "two") call.send("close");
    },
    onEnd: (call) => call.end(5, "none", { "x-trailing": "2" }),
  },
  "/test.Stream/Cancel": {
    onMessage: (call, text) => call.send(text === "two" ? "cancel" : text),
    onCancel,
  },
};

const RESET =
  "upstream connect error or disconnect/reset before headers. reset reason: ";

/** What the filters of tests/envoy report about the methods above. */
const GRPC_REPORTS: [source: string, reports: [path: string, RegExp][]][] = [
  [
    "grpc-call",
    [
      ["/call/Say", /^sent: 0; 0; ; .*; answer to question; 18; /],
      ["/call/Deny", /^sent: 0; 7; not you: .*; via_upstream; late: false;/],
      ["/call/None", /^sent: 0; 12; ; via_upstream; late: false;/],
      ["/call/Late", /^sent: 0; 14; upstream request timeout; .*; late: true;/],
      [
        "/call/Reset",
        new RegExp(`^sent: 0; 14; ${RESET}remote refused stream reset; `),
      ],
    ],
  ],
  [
    "grpc-stream",
    [
      [
        "/functions/Talk",
        /; initial function 1; message re one; message re two; message close; trailing function 2; closed 5 none; /,
      ],
      [
        "/methods/Cancel",
        /; message one; message cancel; cancel 0; again 1; open false$/,
      ],
    ],
  ],
];

for (const [source, reports] of GRPC_REPORTS) {
  test(`proxy-wasm serve and run send the gRPC calls of ${source} to the cluster that --cluster names`, async (t) => {
    const server = await GrpcServer.start(t, METHODS);
    const module = await compile(`tests/envoy/filters/${source}.ts`);
    const folder = await projectCopy(t);
    const flags = ["--no-build", "--module", module].concat([
      "--cluster",
      `grpc=grpc://127.0.0.1:${server.port}`,
    ]);
    for (const command of ["serve", "run"]) {
      const { port, stop } = await start(t, folder, command, ...flags);
      const cancelled = once(cancels, "cancel");
      for (const [path, expected] of reports) {
        const headers: Header[] = [["x-cluster", "grpc"]];
        const response = await request({ port, path, headers });
        const report = response.header("x-report") ?? "";
        assert.match(report, expected, `${command} ${path}`);
      }
      await cancelled;
      const last = server.calls.at(-1);
      assert.equal(last?.headers[":authority"], "grpc");
      assert.equal(last?.headers["x-meta"], "data");
      assert.equal(await stop(), 0);
    }
  });
}

test("proxy-wasm serve breaks off gRPC calls to an unreachable server, and to one without HTTP/2", async (t) => {
  const module = await compile("tests/envoy/filters/grpc-call.ts");
  const folder = await projectCopy(t);
  const closed = createServer().listen(0, "127.0.0.1");
  await once(closed, "listening");
  const address = `127.0.0.1:${(closed.address() as AddressInfo).port}`;
  await new Promise((resolve) => closed.close(resolve));
  for (const [cluster, reason] of [
    [`grpc=grpc://${address}`, "remote connection failure"],
    [`grpc=${address}`, "protocol error"],
  ]) {
    const flags = ["--no-build", "--module", module, "--cluster", cluster];
    const { port, stop } = await start(t, folder, "serve", ...flags);
    const headers: Header[] = [["x-cluster", "grpc"]];
    const response = await request({ port, path: "/call/Say", headers });
    const report = response.header("x-report") ?? "";
    assert.match(report, new RegExp(`^sent: 0; 14; ${RESET}${reason}; `));
    assert.equal(await stop(), 0);
  }
});

test("proxy-wasm run says that $ENVOY is not a program", async (t) => {
  const cwd = await projectCopy(t);
  const env = { ENVOY: "/no/such/envoy" };
  const { status, stderr } = runCli(["run"], { cwd, env });
  assert.equal(status, 1);
  assert.match(stderr, /^ENVOY is set to \/no\/such\/envoy, which is not/);
});
