import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { bootstrap } from "../../cli/envoy/bootstrap.ts";
import { cluster } from "../../cli/envoy/cluster.ts";
import { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import type { EnvoyObject } from "../../cli/envoy/extension.ts";
import { request, type Header } from "../../cli/envoy/http-request.ts";
import { httpListener } from "../../cli/envoy/listener.ts";
import { routeTo } from "../../cli/envoy/route.ts";
import { compile } from "../compile.ts";
import { rawServer } from "./raw-server.ts";
import { get } from "./start-envoy.ts";
import {
  Upstream,
  type RecordedRequest,
  type UpstreamHandler,
} from "./upstream.ts";

const SOURCE = "tests/envoy/filters/http-call.ts";

/** Answers by path; others get the path's last part. */
const ANSWERS: Record<string, UpstreamHandler> = {
  "/post?a=1": (_, response) => {
    response.setHeader("x-upstream", "header");
    response.setHeader("trailer", "x-end");
    response.write("answer é");
    response.addTrailers({ "x-end": "trailer" });
    response.end();
  },
  "/400": (_, response) => response.writeHead(400).end(),
  "/401": (_, response) => response.writeHead(401).end(),
  "/502": (_, response) => response.writeHead(502).end("own"),
  "/503": (_, response) => response.writeHead(503).end("own"),
  "/garbage": (_, response) => response.socket?.write("not HTTP\r\n\r\n"),
  "/many": (_, response) => {
    for (let i = 0; i <= 100; i++) response.setHeader(`x-${i}`, "1");
    response.end();
  },
  "/504": (_, response) =>
    response
      .writeHead(504, { "content-type": "text/plain" })
      .end("upstream request timeout"),
  "/never": () => {},
  "/half": (_, response) => void response.write("half"),
  "/break": (_, response) => {
    response.write("half", () => response.destroy());
  },
};

async function start(
  t: TestContext,
  onRequest: (path: string) => void = () => {},
  source = SOURCE,
) {
  const upstream = await Upstream.start((recorded, response) => {
    onRequest(recorded.path);
    const answer = ANSWERS[recorded.path];
    if (answer) answer(recorded, response);
    else response.end(recorded.path.split("/").at(-1));
  });
  t.after(() => upstream.stop());
  const closed = await Upstream.start();
  const closedPort = closed.port;
  await closed.stop();
  const resets = await rawServer(t, (socket) => {
    socket.once("data", () => socket.resetAndDestroy());
  });
  const envoy = await EnvoyProcess.start(
    bootstrap({
      listeners: [
        httpListener({
          filters: [{ wasm: await compile(source) }],
          routes: [routeTo("upstream")],
        }),
      ],
      clusters: [
        cluster({ name: "upstream", port: upstream.port, trailers: true }),
        cluster({ name: "closed", port: closedPort }),
        cluster({ name: "resets", port: resets }),
        EMPTY,
      ],
    }),
    { logLevel: "warning", componentLogLevel: "wasm:info" },
  );
  t.after(() => envoy.stop());
  return { envoy, upstream };
}

/** The requests that have reached the upstream at a path. */
function sent({ requests }: Upstream, path: string): RecordedRequest {
  const found = requests.find((each) => each.path === path);
  assert.ok(found, `${path} was not requested`);
  return found;
}

const EMPTY: EnvoyObject = {
  name: "empty",
  type: "STATIC",
  load_assignment: { cluster_name: "empty" },
};

test("HttpCall.send, HttpCall.method, HttpCall.path, HttpCall.authority, HttpCall.header, HttpCall.headerBytes, HttpCall.text and HttpCall.timeout make the request, and HttpCallResponse.status, HttpCallResponse.headers, HttpCallResponse.trailers, HttpCallResponse.body, BodyView.text and BodyView.bytes read the answer", async (t) => {
  const { envoy, upstream } = await start(t);
  const response = await get(envoy, "/everything");
  const call = sent(upstream, "/post?a=1");
  const own = sent(upstream, "/everything");
  assert.equal(call.method, "POST");
  const values = (name: string) =>
    call.headers.filter(([each]) => each === name).map(([, value]) => value);
  assert.deepEqual(values("host"), ["example.test"]);
  assert.deepEqual(values("x-bytes"), ["\xe9\x80"]);
  assert.deepEqual(values("x-text"), ["\xc3\xa9", "again"]);
  assert.equal(call.body.toString(), "body é");
  assert.equal(
    response.header("x-report"),
    "answered 200; header; trailer; bytes 9; /everything",
  );
  assert.equal(new Map(own.headers).get("x-added"), "in the answer");
});

test("HttpCallResponse.outcome and HttpCallResponse.failure distinguish answers, failures and timeouts", async (t) => {
  const { envoy } = await start(t);
  const ask = async (cluster: string, path: string) => {
    const response = await get(envoy, `/ask${path}`, [["x-cluster", cluster]]);
    return response.header("x-report");
  };
  const reset =
    "failed 503 upstream connect error or disconnect/reset before headers. reset reason: ";
  const broken =
    "failed 502 upstream connect error or disconnect/reset before headers. reset reason: protocol error";
  for (const [name, path, expected] of [
    ["upstream", "/ok", "answered 200"],
    ["upstream", "/502", "answered 502"],
    ["upstream", "/503", "answered 503"],
    ["upstream", "/504", "answered 504"],
    ["upstream", "/never", "timed out 504 upstream request timeout"],
    ["upstream", "/half", "timed out 0 reset"],
    ["upstream", "/break", "failed 0 reset"],
    ["upstream", "/garbage", broken],
    ["upstream", "/many", broken],
    ["resets", "/", `${reset}connection termination`],
    ["closed", "/", `${reset}remote connection failure`],
  ]) {
    assert.equal(await ask(name, path), `asked: 0; ${expected}`);
  }
});

test("HttpCall.send refuses at once what the proxy would not send, and calls nothing back", async (t) => {
  const { envoy, upstream } = await start(t);
  const response = await get(envoy, "/refused");
  assert.equal(
    response.header("x-report"),
    ["2", "10", ...Array<string>(11).fill("2")].join("; "),
  );
  const paths = upstream.requests.map(({ path }) => path);
  assert.deepEqual(
    paths.filter((path) => path !== "/plugin"),
    ["/refused"],
  );
  assert.deepEqual(envoy.logLines("refused call"), []);
});

test("HttpCall.send calls with the waiting stream active, so that it can be answered or closed", async (t) => {
  const { envoy } = await start(t);
  const upstream: Header[] = [["x-cluster", "upstream"]];
  const response = await get(envoy, "/ask/401", upstream);
  assert.equal(response.status, 403);
  assert.equal(response.text, "not you");
  await assert.rejects(get(envoy, "/ask/400", upstream));
  assert.equal((await get(envoy, "/ok")).status, 200);
});

test("HttpCall.send to several services at once waits for all", async (t) => {
  const { envoy } = await start(t);
  const report = (await get(envoy, "/fan-out")).header("x-report") ?? "";
  assert.deepEqual(report.split("; ").toSorted(), ["0", "1", "2"]);
});

test("HttpCall.send works in the callback of another call", async (t) => {
  const { envoy } = await start(t);
  const response = await get(envoy, "/chain");
  assert.equal(response.header("x-report"), "token");
});

test("HttpCall.trailer accepts trailers that Envoy does not send", async (t) => {
  const { envoy, upstream } = await start(t);
  await get(envoy, "/chain");
  assert.deepEqual(sent(upstream, "/part/token").trailers, []);
});

test("HttpCall.send works in a filter compiled without the transform", async (t) => {
  const source = "tests/envoy/without-transform/http-call.ts";
  const { envoy } = await start(t, undefined, source);
  for (const path of ["/everything", "/dispatch"]) {
    const report = (await get(envoy, path)).header("x-report") ?? "";
    assert.match(report, /answered 200/);
  }
});

test("HttpCall.dispatch passes the answer and the call to Context.onHttpCallResponse, and HttpCall.bytes sends a body", async (t) => {
  const { envoy, upstream } = await start(t);
  const report = (await get(envoy, "/dispatch")).header("x-report") ?? "";
  assert.deepEqual(report.split("; ").toSorted(), [
    "first answered 200",
    "second answered 200",
  ]);
  const { body } = sent(upstream, "/part/second");
  assert.deepEqual([...body], [0, 0xff, 0x80]);
});

test("HttpCall.send answers a plugin that called in a tick", async (t) => {
  const { envoy } = await start(t);
  // The main thread has its own plugin, in addition to the worker's.
  const line = await envoy.waitForLog("plugin got plugin");
  await envoy.waitForLog(line, { from: envoy.logs.indexOf(line) + 1 });
  const response = await get(envoy, "/plugin-answer");
  assert.equal(response.header("x-report"), "plugin");
});

test("HttpCall drops the answer of a stream that its client has reset", async (t) => {
  let arrived = () => {};
  const arrival = new Promise<void>((resolve) => (arrived = resolve));
  const { envoy } = await start(t, (path) => {
    if (path === "/never") arrived();
  });
  const left = request({
    port: envoy.port(),
    path: "/ask/never",
    headers: [["x-cluster", "upstream"]],
    timeout: 100,
  });
  await arrival;
  await assert.rejects(left);
  // The answer to a later call comes after the dropped one.
  await get(envoy, "/ask/never", [["x-cluster", "upstream"]]);
  assert.equal(envoy.logLines("asked timed out").length, 1);
  assert.equal((await get(envoy, "/ok")).status, 200);
});
