import assert from "node:assert/strict";
import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { after, test } from "node:test";
import { cluster } from "../../cli/envoy/cluster.ts";
import { request, type HttpResponse } from "../../cli/envoy/http-request.ts";
import { routeTo } from "../../cli/envoy/route.ts";
import { http2Request, type Http2Response } from "../envoy/http2-request.ts";
import { trailersUpstream } from "../envoy/trailers-upstream.ts";
import { Upstream } from "../envoy/upstream.ts";
import { exampleListener, startExamples } from "./start-examples.ts";

/** What the server answers next: its type, and the parts that it sends one by one. */
let answer: { type: string; parts: (string | Promise<unknown>)[] };

const upstream = await Upstream.start((_, response) => {
  response.writeHead(200, { "content-type": answer.type, etag: '"a"' });
  void (async () => {
    for (const part of answer.parts) {
      if (typeof part !== "string") await part;
      // Each write is a chunk of its own, which Envoy gives to the filter by itself.
      else await new Promise((done) => response.write(part, done));
    }
    response.end();
  })();
});
after(() => upstream.stop());

/** The bodies that have reached the server that answers the same with trailers. */
const asked: string[] = [];
const trailersPort = await trailersUpstream({ after }, (body) => {
  asked.push(String(body));
  return {
    headers: { "content-type": answer.type },
    body: answer.parts.filter((part) => typeof part === "string").join(""),
  };
});

const routes = [
  routeTo("trailers", { prefix: "/trailers" }),
  routeTo("upstream"),
];
const envoy = await startExamples({
  listeners: [
    await exampleListener("sse-guard", {
      plugin: { configuration: { mask: ["secret"], stopAfter: 2 } },
      routes,
    }),
    await exampleListener("ai-proxy", {
      plugin: { configuration: { models: ["small"], tokens: 20 } },
      routes,
    }),
    await exampleListener("mcp-tools", {
      plugin: { configuration: { deny: ["rm"] } },
      routes,
    }),
    await exampleListener("body-rewrite", {
      plugin: { configuration: { replace: { internal: "public" } } },
      routes,
    }),
  ],
  clusters: [
    cluster({ name: "upstream", port: upstream.port }),
    cluster({ name: "trailers", port: trailersPort, http2: true }),
  ],
});

function post(
  listener: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<HttpResponse> {
  const port = envoy.port(listener);
  return request({ port, method: "POST", path: "/", body, headers });
}

/** Posts with trailers, to the server that answers with trailers. */
function postTrailers(
  listener: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<Http2Response> {
  const port = envoy.port(listener);
  const trailers = { "x-end": "1" };
  return http2Request({ port, path: "/trailers", headers, body, trailers });
}

/** Returns a header of the last request that has reached the server without trailers. */
function received(name: string): string | undefined {
  return new Map(upstream.requests.at(-1)?.headers).get(name);
}

const PACKED = { "accept-encoding": "gzip" };

const delta = (content: string) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`;
const DONE = "data: [DONE]\n\n";

test("examples/sse-guard masks events as they come, wherever they are cut", async () => {
  const whole = delta("a se") + delta("cret é") + DONE;
  const bytes = [...whole];
  answer = { type: "text/event-stream", parts: bytes };
  const response = await post("sse-guard", "", PACKED);
  assert.equal(received("accept-encoding"), undefined);
  assert.equal(response.text, delta("a ") + delta("*** é") + DONE);
  assert.equal(response.header("etag"), 'W/"a"');
});

test("examples/sse-guard lets an event go on before the next one comes", async () => {
  let tell = () => {};
  const first = new Promise<void>((resolve) => (tell = resolve));
  answer = {
    type: "text/event-stream",
    parts: [delta("one"), first, delta("two"), DONE],
  };
  const [response] = (await once(
    get({ port: envoy.port("sse-guard") }),
    "response",
  )) as [IncomingMessage];
  let text = "";
  for await (const part of response) {
    text += String(part);
    // The server sends no more before the client has got the first event.
    if (text === delta("one")) tell();
  }
  assert.equal(text, delta("one") + delta("two") + DONE);
});

test("examples/sse-guard ends an answer with a last event, and the response as well", async () => {
  const parts = [delta("secret "), delta("secret"), delta("more"), DONE];
  answer = { type: "text/event-stream", parts };
  const { text } = await post("sse-guard", "");
  const events = text.split("\n\n").slice(0, -1);
  assert.equal(events.length, 3);
  assert.match(events[1], /"finish_reason":"content_filter"/);
  assert.equal(events[2], "data: [DONE]");
});

test("examples/ai-proxy counts tokens, and asks the server to count them", async () => {
  const usage = '"usage":{"prompt_tokens":8,"completion_tokens":4}';
  const parts = [delta("Hi"), 'data: {"choices":[],"us', usage.slice(3)];
  answer = { type: "text/event-stream", parts: [...parts, `}\n\n${DONE}`] };
  const body = '{"model":"small","stream":true}';
  const headers = { "x-client": "joe", etag: '"a"' };
  const ask = () => post("ai-proxy", body, headers);
  const streamed = await ask();
  assert.equal(streamed.text, [...parts, `}\n\n${DONE}`].join(""));
  const edited =
    '{"model":"small","stream":true,"stream_options":{"include_usage":true}}';
  assert.equal(String(upstream.requests.at(-1)?.body), edited);
  assert.equal(received("etag"), 'W/"a"');
  await envoy.waitForLog("joe took 12 tokens, 8 are left");
  answer = { type: "application/json", parts: [`{${usage}}`] };
  assert.equal((await ask()).text, `{${usage}}`);
  await envoy.waitForLog("joe took 12 tokens, -4 are left");
  const left = () => 3600 - (Math.floor(Date.now() / 1000) % 3600);
  const most = left();
  const refused = await ask();
  assert.equal(refused.status, 429);
  const seconds = Number(refused.header("retry-after"));
  assert.ok(left() <= seconds && seconds <= most, `${seconds} of ${most}`);
  assert.equal(refused.text, '{"error":{"message":"no tokens are left"}}');
  const other = await post("ai-proxy", '{"model":"x"}', { "x-client": "ann" });
  assert.equal(other.status, 403);
  await postTrailers("ai-proxy", body, { "x-client": "eve" });
  assert.equal(asked.at(-1), edited);
  await envoy.waitForLog("eve took 12 tokens, 8 are left");
});

test("examples/mcp-tools hides tools in lists, in JSON and in events, and refuses calls", async () => {
  const list = (...names: string[]) => {
    const tools = names.map((name) => ({ name }));
    return JSON.stringify({ jsonrpc: "2.0", id: 1, result: { tools } });
  };
  const asking = '{"jsonrpc":"2.0","id":1,"method":"tools/list"}';
  answer = { type: "application/json", parts: [list("ls", "rm")] };
  const listed = await post("mcp-tools", asking, PACKED);
  assert.equal(listed.text, list("ls"));
  assert.equal(listed.header("etag"), 'W/"a"');
  assert.equal(received("accept-encoding"), undefined);
  assert.equal((await postTrailers("mcp-tools", asking)).text, list("ls"));
  const events = `data: ${list("rm", "ls")}\n\n`;
  answer = { type: "text/event-stream", parts: [...events] };
  assert.equal(
    (await post("mcp-tools", asking)).text,
    `data: ${list("ls")}\n\n`,
  );
  const call = (name: string) =>
    `{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"${name}"}}`;
  const before = upstream.requests.length;
  const refused = await post("mcp-tools", call("rm"));
  assert.equal(refused.status, 200);
  assert.match(refused.text, /"id":7,"error":\{"code":-32602/);
  assert.equal(upstream.requests.length, before);
  const refusedToo = await postTrailers("mcp-tools", call("rm"));
  assert.equal(refusedToo.text, refused.text);
  const passed = await post("mcp-tools", call("ls"));
  assert.equal(passed.text, `data: ${list("ls")}\n\n`);
  assert.equal(String(upstream.requests.at(-1)?.body), call("ls"));
});

test("examples/body-rewrite replaces texts in a body of any length", async () => {
  // Longer than what Envoy buffers.
  const line = `${"-".repeat(1000)} an internal host\n`;
  const parts = Array.from({ length: 3000 }, () => line);
  const cut = ["in", "ter", "nal ", ...parts, "int"];
  answer = { type: "text/plain", parts: cut };
  const response = await post("body-rewrite", "", PACKED);
  assert.equal(response.header("etag"), 'W/"a"');
  assert.equal(received("accept-encoding"), undefined);
  const expected = cut.join("").replaceAll("internal", "public");
  assert.equal(response.text === expected, true);
});

test("examples/body-rewrite breaks off an answer whose end comes too late", async () => {
  answer = { type: "text/plain", parts: ["an internal host"] };
  const whole = await postTrailers("body-rewrite", "");
  assert.equal(whole.text, "an public host");
  assert.equal(whole.trailers["x-end"], "1");
  // It is held back, as "ernal" may follow, until the body cannot go on any more.
  answer = { type: "text/plain", parts: ["an int"] };
  await assert.rejects(postTrailers("body-rewrite", ""));
});
