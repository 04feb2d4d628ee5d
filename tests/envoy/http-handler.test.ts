import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { bootstrap } from "../../cli/envoy/bootstrap.ts";
import { cluster } from "../../cli/envoy/cluster.ts";
import { EnvoyProcess } from "../../cli/envoy/envoy-process.ts";
import { type Header, request } from "../../cli/envoy/http-request.ts";
import { extension } from "../../cli/envoy/extension.ts";
import { httpListener } from "../../cli/envoy/listener.ts";
import { routeTo } from "../../cli/envoy/route.ts";
import { ROOT } from "../../scripts/project/project-files.ts";
import { compileText } from "../compile-text.ts";
import { compile } from "../compile.ts";
import { get } from "./start-envoy.ts";
import { Upstream, type UpstreamHandler } from "./upstream.ts";

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

const IMPORTS = `import {
  FilterHeadersStatus, HttpCall, HttpCallResponse, HttpContext, HttpHandler, LocalResponse,
  registerHttpContext, registerHttpHandler, Status,
} from "proxy-wasm-as";
`;

/** The filter that docs/straight-line.md shows side by side, three times. */
function sideBySide() {
  const page = readFileSync(join(ROOT, "docs/straight-line.md"), "utf8");
  const [, section] = /## Side by side\n(.*?)\n## /s.exec(page)!;
  const blocks = Array.from(
    section.matchAll(/```(?:ts|lua)\n(.*?)```/gs),
    // A loaded machine may be late.
    ([, text]) => text.replace(/\b500\b/, "300000"),
  );
  assert.equal(blocks.length, 3);
  const [straight, callbacks, lua] = blocks;
  return {
    filters: `${IMPORTS}${straight}${callbacks.replaceAll("Auth", "ByCallbacks")}`,
    lua,
  };
}

test("docs/straight-line.md shows a filter that does the same in a straight line, by callbacks and in Envoy's Lua", async (t) => {
  let decide: UpstreamHandler = () => {};
  const auth = await Upstream.start((...args) => decide(...args));
  t.after(() => auth.stop());
  const upstream = await Upstream.start();
  t.after(() => upstream.stop());
  const { filters, lua } = sideBySide();
  const wasm = await compileText(filters);
  const script = extension(
    "envoy.filters.http.lua",
    "envoy.extensions.filters.http.lua.v3.Lua",
    { default_source_code: { inline_string: lua } },
  );
  const each = {
    straight: { wasm, rootId: "straight_auth" },
    callbacks: { wasm, rootId: "callback_auth" },
    lua: script,
  };
  const envoy = await EnvoyProcess.start(
    bootstrap({
      listeners: Object.entries(each).map(([name, filter]) =>
        httpListener({
          name,
          filters: [filter],
          routes: [routeTo("upstream")],
        }),
      ),
      clusters: [
        cluster({ name: "upstream", port: upstream.port }),
        cluster({ name: "auth", port: auth.port }),
      ],
    }),
    { logLevel: "warning", componentLogLevel: "wasm:info" },
  );
  t.after(() => envoy.stop());
  const DECISIONS: [UpstreamHandler, status: number, user?: string][] = [
    [(_, response) => response.setHeader("x-user", "joe").end(), 200, "joe"],
    [(_, response) => response.end(), 200],
    [(_, response) => response.writeHead(401).end(), 403],
    [(_, response) => response.destroy(), 403],
  ];
  for (const name of Object.keys(each)) {
    for (const [decision, status, user] of DECISIONS) {
      decide = decision;
      const passed = upstream.requests.length;
      const headers: Header[] = [["x-user", "root"]];
      const response = await request({ port: envoy.port(name), headers });
      assert.equal(response.status, status, name);
      assert.equal(auth.requests.at(-1)?.path, "/check");
      if (status === 200) {
        const got = new Map(upstream.requests[passed].headers);
        assert.equal(got.get("x-user"), user, name);
      } else {
        assert.equal(response.text, "no\n");
        assert.equal(upstream.requests.length, passed);
      }
    }
  }
  assert.equal(auth.requests.length, 3 * DECISIONS.length);
});
