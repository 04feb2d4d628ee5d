import assert from "node:assert/strict";
import { after, test } from "node:test";
import { inflateSync } from "node:zlib";
import { cluster } from "../../cli/envoy/cluster.ts";
import {
  request,
  type HttpRequest,
  type HttpResponse,
} from "../../cli/envoy/http-request.ts";
import { routeTo } from "../../cli/envoy/route.ts";
import { http2Request } from "../envoy/http2-request.ts";
import { trailersUpstream } from "../envoy/trailers-upstream.ts";
import { Upstream } from "../envoy/upstream.ts";
import { waitForLines } from "../envoy/wait-for-lines.ts";
import { exampleListener, startExamples } from "./start-examples.ts";

// Sends back what it received, with its length.
const upstream = await Upstream.start(({ body, path }, response) => {
  const status = /\d+$/.exec(path)?.[0] ?? 200;
  response.writeHead(Number(status), {
    "content-length": body.length,
    "content-type": "text/plain",
    etag: '"a"',
    "www-authenticate": "Basic",
  });
  response.end(body);
});
after(() => upstream.stop());

// The same, with trailers.
const trailersPort = await trailersUpstream({ after }, (body) => ({
  headers: { "content-type": "text/plain" },
  body,
}));

/** Answers of api-mock. */
const mocks = [
  {
    path: "/users/{id}",
    headers: { "content-type": "application/json" },
    body: '{"id":"{{path.id}}","page":"{{query.page}}","by":"{{header.x-by}}","key":"{{uuid}}","at":"{{now}}"}',
  },
  {
    method: "POST",
    path: "/users",
    status: 201,
    headers: { location: "/users/7" },
    delay: "50ms",
  },
];

const routes = [
  routeTo("gone", { prefix: "/gone" }),
  routeTo("trailers", { prefix: "/trailers" }),
  routeTo("upstream"),
];
const envoy = await startExamples({
  listeners: [
    await exampleListener("local-reply", { routes }),
    await exampleListener("body-edit", { routes }),
    await exampleListener("body-edit", {
      name: "echo",
      plugin: { configuration: "echo" },
      routes,
    }),
    await exampleListener("body-redact", { routes }),
    await exampleListener("body-search", { routes }),
    await exampleListener("body-search", {
      name: "melons",
      plugin: { configuration: "melon" },
      routes,
    }),
    await exampleListener("json-validation", {
      plugin: { configuration: { requiredKeys: ["my_key"] } },
      routes,
    }),
    await exampleListener("error-pages", {
      plugin: { configuration: "{status}: {title}" },
      routes,
    }),
    await exampleListener("compress", { routes }),
    await exampleListener("api-mock", {
      plugin: { configuration: { mocks } },
      routes,
    }),
    await exampleListener("api-mock", {
      name: "some-mocks",
      plugin: { configuration: { mocks, pass_others: true } },
      routes,
    }),
  ],
  clusters: [
    cluster({ name: "upstream", port: upstream.port }),
    cluster({ name: "trailers", port: trailersPort, http2: true }),
    cluster({ name: "gone", port: 1 }),
  ],
});

function send(
  listener: string,
  options: Omit<HttpRequest, "port">,
): Promise<HttpResponse> {
  const method = options.body === undefined ? "GET" : "POST";
  return request({ port: envoy.port(listener), method, ...options });
}

/** Posts a body with trailers to the server that sends it back with trailers. */
async function echoed(
  listener: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<string> {
  const { status, text, trailers } = await http2Request({
    port: envoy.port(listener),
    path: "/trailers",
    headers,
    body,
    trailers: { "x-end": "1" },
  });
  if (status === 200) assert.equal(trailers["x-end"], "1");
  return text;
}

test("examples/local-reply answers some paths itself", async () => {
  const hello = await send("local-reply", { path: "/hello" });
  assert.equal(hello.status, 200);
  assert.equal(hello.header("hello"), "World");
  assert.equal(hello.header("powered-by"), "proxy-wasm");
  assert.equal(hello.text, "Hello, World!\n");
  const coffee = await send("local-reply", { path: "/coffee" });
  assert.equal(coffee.status, 418);
  const admin = await send("local-reply", { path: "/admin/users" });
  assert.equal(admin.status, 403);
  assert.equal(admin.header("content-type"), "application/json");
  assert.equal(admin.text, '{"error":"not for you"}\n');
  const other = await send("local-reply", { path: "/", body: "echo" });
  assert.equal(other.text, "echo");
});

test("examples/body-edit edits the request's body, or the response's", async () => {
  const body = "[original body]";
  const edited = (headers: Record<string, string>) =>
    send("body-edit", { body, headers }).then(({ text }) => text);
  assert.equal(
    await edited({ "buffer-operation": "append" }),
    "[original body][this is appended body]",
  );
  assert.equal(
    await edited({ "buffer-operation": "prepend" }),
    "[this is prepended body][original body]",
  );
  assert.equal(await edited({}), "[this is replaced body]");
  const response = { "buffer-replace-at": "response" };
  assert.equal(
    await edited({ ...response, "buffer-operation": "append" }),
    "[original body][this is appended body]",
  );
  assert.equal(
    String(upstream.requests.at(-1)?.body),
    "[original body]",
    "the server got it as it was",
  );
  assert.match(envoy.logs.join("\n"), /original response body: \[original/);
  const length = { "content-length": `${body.length}` };
  assert.equal(
    await echoed("body-edit", body, length),
    "[this is replaced body]",
  );
  assert.equal(
    await echoed("body-edit", body, { ...length, ...response }),
    "[this is replaced body]",
  );
  const refused = await send("body-edit", {});
  assert.equal(refused.status, 400);
  assert.equal(refused.text, "content must be provided");
});

test("examples/body-edit answers with the request's body if told to", async () => {
  const before = upstream.requests.length;
  const body = "melon ".repeat(20_000);
  const echo = await send("echo", { body });
  assert.equal(echo.status, 200);
  assert.equal(echo.text === body, true);
  assert.equal(upstream.requests.length, before);
});

test("examples/body-redact redacts secrets and card numbers", async () => {
  const redacted = async (body: string) =>
    (await send("body-redact", { body })).text;
  assert.equal(
    await redacted("the secret is 42"),
    "Original message body (16 bytes) redacted.\n",
  );
  assert.equal(
    await redacted("pay with 4111 1111 1111 1111."),
    "pay with **** **** **** 1111.",
  );
  assert.equal(await redacted("nothing to hide"), "nothing to hide");
  const large = "4111111111111111 ".repeat(10_000);
  assert.equal(
    (await redacted(large)) === "************1111 ".repeat(10_000),
    true,
  );
  assert.equal((await send("body-redact", { method: "HEAD" })).status, 200);
  const headers = { "accept-encoding": "gzip" };
  await send("body-redact", { headers });
  const received = new Map(upstream.requests.at(-1)?.headers);
  assert.equal(received.get("accept-encoding"), undefined);
  assert.equal(
    await echoed("body-redact", "the secret is 42"),
    "Original message body (16 bytes) redacted.\n",
  );
});

test("examples/body-search refuses a body with the pattern and breaks off the request", async () => {
  const before = upstream.requests.length;
  // Larger than what Envoy reads at once.
  const body = `${"-".repeat(200_000)}pattern${"-".repeat(50_000)}`;
  const found = await send("body-search", { body });
  assert.equal(found.status, 403);
  assert.equal(found.header("powered-by"), "proxy-wasm-as");
  assert.match(found.text, /^pattern found in chunk: \d+$/);
  assert.equal(upstream.requests.length, before);
  const melon = await send("melons", { body: "a melon" });
  assert.equal(melon.text, "pattern found in chunk: 1");
  const clean = await send("body-search", { body: "patter n" });
  assert.equal(clean.text, "patter n");
  await envoy.waitForLog("body_search: pattern not found");
  // Larger than what Envoy buffers.
  const large = "patter n".repeat(1 << 18);
  assert.equal(
    (await send("body-search", { body: large })).text === large,
    true,
  );
  assert.equal(await echoed("body-search", "patter n"), "patter n");
  await waitForLines(envoy, "body_search: pattern not found", 3);
});

test("examples/json-validation refuses a body that is not JSON, or lacks a key", async () => {
  const headers = { "content-type": "application/json" };
  const answerTo = async (body: string) => {
    const { status, text } = await send("json-validation", { body, headers });
    return `${status} ${text}`;
  };
  assert.equal(await answerTo('{"my_key":1}'), '200 {"my_key":1}');
  assert.equal(await answerTo('{"unknown_key":1}'), "403 invalid payload");
  assert.equal(await answerTo("invalid_payload"), "403 invalid payload");
  assert.equal(
    await echoed("json-validation", "invalid_payload", headers),
    "invalid payload",
  );
  const untyped = await send("json-validation", { body: '{"my_key":1}' });
  assert.equal(untyped.status, 403);
  assert.equal(untyped.text, "content-type must be provided");
});

test("examples/error-pages replaces the server's errors, and Envoy's own, with pages", async () => {
  const page = await send("error-pages", { path: "/404", body: "not here" });
  assert.equal(page.status, 404);
  assert.equal(page.text, "404: Not Found");
  assert.deepEqual(page.headerAll("content-type"), [
    "text/html; charset=utf-8",
  ]);
  const bare = await send("error-pages", { path: "/401" });
  assert.equal(bare.text, "401: Unauthorized");
  assert.equal(bare.header("www-authenticate"), "Basic");
  const head = await send("error-pages", { method: "HEAD", path: "/500" });
  assert.equal(head.status, 500);
  const gone = await send("error-pages", { path: "/gone" });
  assert.equal(gone.status, 503);
  assert.equal(gone.text, "503: Service Unavailable");
  const fine = await send("error-pages", { path: "/", body: "fine" });
  assert.equal(fine.text, "fine");
});

test("examples/compress compresses text for clients that accept deflate", async () => {
  // Larger than what Envoy reads at once.
  const body = "hello ".repeat(20_000);
  const headers = { "accept-encoding": "gzip;q=0, *;q=0.5" };
  const packed = await send("compress", { body, headers });
  assert.equal(packed.header("content-encoding"), "deflate");
  assert.equal(packed.header("vary"), "Accept-Encoding");
  assert.deepEqual(packed.headerAll("etag"), ['W/"a"']);
  assert.equal(packed.body.length < 1000, true);
  assert.equal(inflateSync(packed.body).toString() === body, true);
  const longest = "-".repeat(1 << 20);
  const whole = await send("compress", { body: longest, headers });
  assert.equal(whole.header("content-encoding"), "deflate");
  assert.equal(inflateSync(whole.body).toString() === longest, true);
  const longer = await send("compress", { body: `${longest}-`, headers });
  assert.equal(longer.text === `${longest}-`, true);
  const trailed = await http2Request({
    port: envoy.port("compress"),
    path: "/trailers",
    headers,
    body,
    trailers: {},
  });
  assert.equal(trailed.headers["content-encoding"], "deflate");
  assert.equal(inflateSync(trailed.body).toString() === body, true);
  assert.equal(trailed.trailers["x-end"], "1");
  const plain = await send("compress", { body });
  assert.equal(plain.header("etag"), '"a"');
  assert.equal(plain.text === body, true);
  const gone = await send("compress", { path: "/gone", headers });
  assert.equal(gone.status, 503);
  assert.match(inflateSync(gone.body).toString(), /^upstream connect error/);
  const head = await send("compress", { method: "HEAD", headers });
  assert.equal(head.header("content-encoding"), undefined);
});

test("examples/api-mock answers the paths of its configuration, filled from the request", async () => {
  const before = upstream.requests.length;
  const found = await send("api-mock", {
    path: "/users/a%22b?page=2",
    headers: { "x-by": "joe" },
  });
  assert.equal(found.status, 200);
  assert.equal(found.header("content-type"), "application/json");
  const { at, key, ...user } = JSON.parse(found.text) as Record<string, string>;
  assert.deepEqual(user, { id: 'a"b', page: "2", by: "joe" });
  assert.match(key, /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-/);
  const age = Date.now() - Date.parse(at);
  assert.equal(age >= 0 && age < 60_000, true, at);
  const start = performance.now();
  const made = await send("api-mock", { path: "/users", body: "{}" });
  assert.equal(made.status, 201);
  assert.equal(made.header("location"), "/users/7");
  const wait = performance.now() - start;
  assert.equal(wait >= 50, true, `${wait} ms`);
  const other = await send("api-mock", { path: "/users" });
  assert.equal(other.status, 405);
  assert.equal(other.header("allow"), "POST");
  assert.equal((await send("api-mock", { path: "/" })).status, 404);
  assert.equal(upstream.requests.length, before);
  const passed = await send("some-mocks", { path: "/", body: "echo" });
  assert.equal(passed.text, "echo");
});
