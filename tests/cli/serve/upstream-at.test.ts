import assert from "node:assert/strict";
import {
  createSecureServer,
  createServer as createHttp2Server,
} from "node:http2";
import { createServer as createHttpsServer } from "node:https";
import { type Socket } from "node:net";
import { test } from "node:test";
import { request, type Header } from "../../../cli/envoy/http-request.ts";
import { parseService } from "../../../cli/base/service-address.ts";
import { ACTS } from "../../conformance/scenario/filters.ts";
import { rawServer } from "../../envoy/raw-server.ts";
import { makeCertificate } from "../../registry/test-certificate.ts";
import { tempFolder } from "../../temp-folder.ts";
import { startServing } from "./serving.ts";
import {
  SCRIPT,
  ADD_HEADER,
  ASKED_CALL,
  listen,
  nowhere,
  rawExchange,
  get,
  startEnvoyOf,
  comparable,
} from "./peers.ts";

test("upstreamAt and Envoy answer alike when an upstream fails, and serve continues", async (t) => {
  const answers: Record<string, (socket: Socket) => void> = {
    "/early": (socket) => socket.resetAndDestroy(),
    "/garbage": (socket) => socket.write("garbage\r\n\r\n"),
    "/extra": (socket) =>
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nokEXTRA"),
    "/short": (socket) =>
      socket.end("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc"),
    "/unknown": (socket) =>
      socket.end("HTTP/1.1 299 \r\ncontent-length: 2\r\n\r\nok"),
    "/hints": (socket) =>
      socket.end(
        "HTTP/1.1 103 Early\r\nlink: a\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok",
      ),
    "/large": (socket) =>
      socket.end(
        `HTTP/1.1 200 OK\r\nx-large: ${"x".repeat(30_000)}\r\ncontent-length: 2\r\n\r\nok`,
      ),
  };
  const port = await rawServer(t, (socket) => {
    socket.on("data", (bytes) => {
      const [, path = ""] = bytes.toString().split(" ");
      answers[path]?.(socket);
    });
  });
  const upstream = parseService(`127.0.0.1:${port}`);
  const dead = parseService(await nowhere());
  for (const [around, paths] of [
    [{ upstream }, Object.keys(answers)],
    [{ upstream: dead }, ["/unreachable"]],
  ] as const) {
    const serving = await startServing(t, { filter: ADD_HEADER, ...around });
    const envoy = await startEnvoyOf(t, ADD_HEADER, around);
    for (const path of paths) {
      const [ours, theirs] = await Promise.all([
        rawExchange(serving.port, get(path)),
        rawExchange(envoy.port(), get(path)),
      ]);
      assert.equal(comparable(ours), comparable(theirs), path);
      assert.match(ours, /\r\nhello: world\r\n/);
    }
  }
});

test("upstreamAt sends a filter's calls as Envoy does, whatever their method", async (t) => {
  const bytes: string[] = [];
  const port = await rawServer(t, (socket) => {
    socket.on("data", (part) => {
      bytes.push(part.toString("latin1"));
      socket.write(
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nx-end: 1\r\n\r\n",
      );
    });
  });
  const cluster = { service: parseService(`127.0.0.1:${port}`) };
  // Through the ABI directly, as other SDKs allow; this one refuses such a method.
  const configuration = [
    "request-headers: http service 1000 :method=G(T|:path=/a|:authority=b; return 1",
    "http-answer: get-map 6 :status; pairs-map 7; effective held; continue 0",
  ].join("\n");
  const { port: own, said } = await startServing(t, {
    filter: ACTS,
    deployment: { rootId: "acts", configuration },
    cluster,
  });
  assert.equal((await request({ port: own })).status, 200);
  assert.match(said.join("\n"), /get-map 6 :status -> 0 200$/m);
  assert.match(said.join("\n"), /pairs-map 7 -> 0 x-end=1/);
  assert.ok(bytes.join("").startsWith("G(T /a HTTP/1.1\r\n"), bytes.join(""));
});

test("upstreamAt continues when a filter's call is refused", async (t) => {
  const cluster = { service: parseService(await nowhere()) };
  const { port } = await startServing(t, { filter: ASKED_CALL, cluster });
  for (const [method, path] of [
    ["GET", "/a b"],
    ["G T", "/a"],
  ]) {
    const headers: Header[] = [
      ["x-method", method],
      ["x-path", path],
    ];
    const response = await request({ port, headers });
    assert.equal(response.header("x-answer"), "refused 2");
  }
});

test("upstreamAt fails a call as Envoy does when a cluster is unreachable or breaks off", async (t) => {
  const port = await rawServer(t, (socket) => {
    socket.on("data", () => {
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc", () =>
        socket.resetAndDestroy(),
      );
    });
  });
  for (const [address, expected] of [
    [await nowhere(), / 503 .* reset reason: remote connection failure/],
    [`127.0.0.1:${port}`, /^1 0 /],
  ] as const) {
    const cluster = { service: parseService(address) };
    const around = { filter: ASKED_CALL, cluster };
    const serving = await startServing(t, around);
    const envoy = await startEnvoyOf(t, ASKED_CALL, { cluster });
    const headers: Header[] = [
      ["x-method", "GET"],
      ["x-path", "/"],
    ];
    const ours = await request({ port: serving.port, headers });
    const theirs = await request({ port: envoy.port(), headers });
    assert.equal(ours.header("x-answer"), theirs.header("x-answer"));
    assert.match(ours.header("x-answer") ?? "", expected);
    assert.match(serving.said.join("\n"), /^Cannot re/m);
  }
});

test("upstreamAt speaks HTTP/2 and TLS to an upstream and clusters, as their schemes say", async (t) => {
  const tls = await makeCertificate(await tempFolder(t));
  const options = { key: tls.key, cert: tls.certificate };
  const servers = {
    h2c: createHttp2Server((asked, answer) => {
      answer.setHeader("set-cookie", ["a=1", "b=2"]);
      answer.addTrailers({ "x-end": "1" });
      asked.pipe(answer);
    }),
    https: createHttpsServer(options, (asked, answer) => asked.pipe(answer)),
    h2: createSecureServer(options, (asked, answer) => asked.pipe(answer)),
  };
  const caFile = tls.certificatePath;
  for (const [scheme, server] of Object.entries(servers)) {
    const place = `${scheme}://localhost:${await listen(t, server)}`;
    const upstream = parseService(place);
    const { port } = await startServing(t, {
      filter: SCRIPT,
      upstream,
      caFile,
    });
    const response = await request({ port, method: "POST", body: "body" });
    assert.equal(response.text, "body", scheme);
    if (scheme === "h2c") {
      assert.deepEqual(response.headerAll("set-cookie"), ["a=1", "b=2"]);
      assert.deepEqual(response.trailers, [["x-end", "1"]]);
    }
    const cluster = { service: upstream };
    const calls = { filter: ASKED_CALL, cluster, caFile };
    const calling = await startServing(t, calls);
    const headers: Header[] = [
      ["x-method", "GET"],
      ["x-path", "/"],
    ];
    const { header } = await request({ port: calling.port, headers });
    assert.match(header("x-answer") ?? "", /^0 200 /, scheme);
    const untrusting = await startServing(t, { filter: SCRIPT, upstream });
    const { status } = await request({ port: untrusting.port });
    assert.equal(status, scheme === "h2c" ? 200 : 503, scheme);
  }
});
