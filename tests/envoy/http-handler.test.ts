import assert from "node:assert/strict";
import { connect } from "node:net";
import { once } from "node:events";
import { test, type TestContext } from "node:test";
import { bootstrap } from "../../cli/envoy/bootstrap.ts";
import { cluster } from "../../cli/envoy/cluster.ts";
import { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import { request } from "../../cli/envoy/http-request.ts";
import { httpListener } from "../../cli/envoy/listener.ts";
import { routeTo } from "../../cli/envoy/route.ts";
import { compile } from "../compile.ts";
import { get } from "./start-envoy.ts";
import { Upstream } from "./upstream.ts";

const SOURCE = "tests/envoy/filters/http-handler.ts";

/** Collects wherever that may be, and overwrites what it frees. */
const EAGER = {
  args: ["--use", "PROXY_WASM_EAGER_COLLECTOR=1"],
  variant: ".eager",
};

async function startBodies(t: TestContext) {
  const upstream = await Upstream.start(({ path, headers, body }, response) => {
    const [, asked = ""] = headers.find(([name]) => name === "x-asked") ?? [];
    const text = `${asked}${body.toString()}`;
    // In two parts.
    if (path.includes("parts")) {
      response.write(text.slice(0, 3));
      setTimeout(() => response.end(text.slice(3)), 30);
    } else response.end(path === "/a" ? "asked:" : text);
  });
  t.after(() => upstream.stop());
  const wasm = await compile(
    "tests/envoy/filters/http-handler-bodies.ts",
    EAGER,
  );
  const envoy = await EnvoyProcess.start(
    bootstrap({
      listeners: [
        httpListener({
          filters: [{ wasm, rootId: "bodies" }],
          routes: [routeTo("upstream")],
        }),
      ],
      clusters: [cluster({ name: "upstream", port: upstream.port })],
    }),
    { logLevel: "warning", componentLogLevel: "wasm:info" },
  );
  t.after(() => envoy.stop());
  const post = (path: string, body: string) =>
    request({ port: envoy.port(), method: "POST", path, body });
  return { envoy, upstream, post };
}

test("Body.collect and Body.next change both bodies, before and after other waits", async (t) => {
  const { envoy, post } = await startBodies(t);
  const EXPECTED: [path: string, body: string, text: string][] = [
    ["/", "melon", "<<melon>>"],
    ["/between", "melon", "<<melon>>"],
    ["/ask", "melon", "<asked:<melon>>"],
    ["/ask/between/late", "melon", "<asked:<melon>>"],
    ["/parts", "melon", "MELON"],
    ["/parts/between", "melon", "MELON"],
    ["/parts/between/ask/late", "melon", "ASKED:MELON"],
  ];
  const checked = EXPECTED.flatMap((each) => [each, each, each]).map(
    async ([path, body, text]) => {
      const response = await post(path, body);
      assert.equal(response.text, text, path);
      assert.equal(
        response.header("x-late"),
        path.includes("late") ? "yes" : undefined,
      );
    },
  );
  await Promise.all(checked);
  assert.equal((await post("/", "secret")).status, 422);
  assert.equal((await post("/between", "x".repeat(1001))).status, 413);
  assert.equal((await post("/ask", "x".repeat(2000))).status, 413);
  const large = await post("/parts/between", "x".repeat(300_000));
  assert.equal(large.text, "X".repeat(300_000));
  // Nothing can be added to a message without a body.
  assert.equal((await get(envoy, "/between")).text, "");
  assert.doesNotMatch(envoy.logs.join("\n"), /critical|error/i);
});

async function start(t: TestContext) {
  const upstream = await Upstream.start(({ path, headers }, response) => {
    if (path.includes("never")) {
      if (path.endsWith("/2")) return;
    }
    const [, found = ""] = headers.find(([name]) => name === "x-found") ?? [];
    const [, own = ""] = headers.find(([name]) => name === "x-own") ?? [];
    response.end(found === "" ? `[${path}]` : `${own}: ${found}`);
  });
  t.after(() => upstream.stop());
  const envoy = await EnvoyProcess.start(
    bootstrap({
      listeners: [
        httpListener({
          filters: [{ wasm: await compile(SOURCE, EAGER), rootId: "asking" }],
          routes: [
            {
              match: { prefix: "/" },
              route: { cluster: "upstream", timeout: "0s" },
            },
          ],
        }),
      ],
      clusters: [cluster({ name: "upstream", port: upstream.port })],
    }),
    { logLevel: "warning", componentLogLevel: "wasm:info" },
  );
  t.after(() => envoy.stop());
  return { envoy, upstream };
}

/** What the filter finds for a message. */
function found(of: string, what: string): string {
  const paths = [0, 1, 2, 3].map((i) => `/${of}${what}/${i}`);
  return paths.map((path) => `${path}=[${path}]`).join(" ");
}

test("HttpHandler.onRequest and HttpHandler.onResponse wait for four calls each, 80 streams at once, while streams are answered, reset and late", async (t) => {
  const { envoy } = await start(t);
  const ask = (path: string) =>
    request({ port: envoy.port(), path, timeout: 300_000 });
  for (let round = 0; round < 4; round++) {
    const paths = Array.from({ length: 80 }, (_, i) => `/s${round}-${i}`);
    const whole = paths.map(async (path) => {
      const response = await ask(path);
      assert.equal(response.text, `${path}: ${found("request", path)}`);
      assert.equal(response.header("x-found"), found("response", "200"));
    });
    const denied = paths.slice(0, 10).map(async (path) => {
      const response = await ask(`/denied${path}`);
      assert.equal(response.status, 403);
      assert.equal(response.text, `denied /denied${path}`);
      assert.equal(response.header("x-found"), found("response", "403"));
    });
    const late = paths.slice(0, 10).map(async (path) => {
      const response = await ask(`/never${path}`);
      assert.equal(response.status, 504);
      assert.equal(response.text, `late /request/never${path}/2`);
    });
    const gone = paths.slice(0, 20).map(async (path) => {
      const socket = connect(envoy.port(), "127.0.0.1");
      await once(socket, "connect");
      socket.write(`GET /never${path} HTTP/1.1\r\nhost: a\r\n\r\n`);
      setTimeout(() => socket.resetAndDestroy(), round * 20);
      await once(socket, "close");
    });
    await Promise.all([...whole, ...denied, ...late, ...gone]);
  }
  assert.doesNotMatch(envoy.logs.join("\n"), /critical|error/i);
});
