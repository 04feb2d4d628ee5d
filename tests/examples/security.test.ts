import assert from "node:assert/strict";
import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { after, test } from "node:test";
import { cluster } from "../../cli/envoy/cluster.ts";
import { request, type Header } from "../../cli/envoy/http-request.ts";
import { routeTo } from "../../cli/envoy/route.ts";
import { http2Request } from "../envoy/http2-request.ts";
import { Upstream } from "../envoy/upstream.ts";
import { exampleListener, startExamples } from "./start-examples.ts";

const upstream = await Upstream.start();
after(() => upstream.stop());

const ORIGIN = "https://app.example.com";
const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
const jwk = { kid: "one", ...keys.publicKey.export({ format: "jwk" }) };
/** How often the issuer was asked about a token. */
let introspections = 0;
/** Whether the issuer has refused to answer about the token `busy`, as it does once. */
let wasBusy = false;
const idp = await Upstream.start(({ path, body }, response) => {
  if (path !== "/introspect") {
    response.end(JSON.stringify({ keys: [jwk] }));
    return;
  }
  introspections++;
  const token = new URLSearchParams(String(body)).get("token");
  if (token === "busy" && !wasBusy) {
    wasBusy = true;
    response.statusCode = 503;
  }
  const sub = token === "nameless" ? undefined : "ada";
  response.end(JSON.stringify({ active: true, sub }));
});
after(() => idp.stop());
const routes = [routeTo("upstream")];

/** A route whose metadata names the header that a request needs. */
function authRoute(prefix: string, auth: string) {
  const metadata = { "envoy.filters.http.wasm": { auth } };
  return {
    ...routeTo("upstream", { prefix }),
    metadata: { filter_metadata: metadata },
  };
}

const envoy = await startExamples({
  listeners: [
    await exampleListener("cors", {
      plugin: { configuration: { origins: ["https://a.example.com", ORIGIN] } },
      routes,
    }),
    await exampleListener("api-key", {
      plugin: { configuration: { keys: ["melon", "papaya"] } },
      routes,
    }),
    await exampleListener("geo-block", {
      plugin: {
        configuration: {
          block: ["KP"],
          redirect: { DE: "https://de.example.com" },
        },
      },
      routes,
    }),
    await exampleListener("route-auth", {
      routes: [
        authRoute("/one", "cookie"),
        authRoute("/two", "authorization"),
        ...routes,
      ],
    }),
    await exampleListener("jwt-hs256", {
      plugin: { configuration: { secret: "melon" } },
      routes,
    }),
    await exampleListener("jwt-rs256", {
      plugin: {
        configuration: {
          key: keys.publicKey.export({ type: "spki", format: "pem" }),
        },
      },
      routes,
    }),
    await exampleListener("jwks", {
      plugin: {
        configuration: {
          cluster: "idp",
          host: "login.example.com",
          issuer: "https://login.example.com",
          audience: "api",
        },
      },
      routes,
    }),
    await exampleListener("oidc-introspection", {
      plugin: {
        vmId: "introspection",
        configuration: {
          cluster: "idp",
          host: "login.example.com",
          client_id: "gateway",
          client_secret: "melon",
        },
      },
      routes,
    }),
    await exampleListener("waf", {
      plugin: {
        configuration: {
          rules: [{ id: "a", on: ["headers"], matches: "^(?:x|y)+\\d{3}$" }],
        },
      },
      routes,
    }),
    await exampleListener("cel-filter", {
      plugin: {
        configuration: {
          expression: "request.method == 'GET' || 'x-admin' in request.headers",
        },
      },
      routes,
    }),
  ],
  clusters: [
    cluster({ name: "upstream", port: upstream.port }),
    cluster({ name: "idp", port: idp.port }),
  ],
});

function get(listener: string, headers: Header[] = [], path = "/") {
  return request({ port: envoy.port(listener), headers, path });
}

test("examples/cors allows only the configured origins", async () => {
  const ours = await get("cors", [["origin", ORIGIN]]);
  assert.equal(ours.header("access-control-allow-origin"), ORIGIN);
  assert.equal(ours.header("vary"), "Origin");
  const other = await get("cors", [["origin", "https://evil.example"]]);
  assert.equal(other.status, 200);
  assert.equal(other.header("access-control-allow-origin"), undefined);
});

test("examples/cors answers a preflight itself", async () => {
  const before = upstream.requests.length;
  const response = await request({
    port: envoy.port("cors"),
    method: "OPTIONS",
    headers: [
      ["origin", ORIGIN],
      ["access-control-request-method", "PUT"],
      ["access-control-request-headers", "x-a"],
    ],
  });
  assert.equal(response.status, 204);
  assert.deepEqual(response.headerAll("access-control-allow-origin"), [ORIGIN]);
  assert.equal(response.header("access-control-allow-methods"), "PUT");
  assert.equal(response.header("access-control-allow-headers"), "x-a");
  assert.equal(upstream.requests.length, before);
});

test("examples/api-key requires a key, and keeps it from the server", async () => {
  const none = await get("api-key");
  assert.equal(none.status, 401);
  assert.equal(none.header("www-authenticate"), "API-Key");
  assert.equal(none.text, "Missing X-API-Key header");
  const wrong = await get("api-key", [["X-API-Key", "lemon"]]);
  assert.equal(wrong.status, 403);
  assert.equal(wrong.text, "Invalid API key");
  const right = await get("api-key", [["X-API-Key", "papaya"]]);
  assert.equal(right.status, 200);
  assert.equal(!right.text.includes("papaya"), true);
});

test("examples/geo-block blocks and redirects by country", async () => {
  const blocked = await get("geo-block", [["x-country-code", "KP"]]);
  assert.equal(blocked.status, 403);
  assert.equal(blocked.text, "Request blacklisted");
  const moved = await get("geo-block", [["x-country-code", "DE"]], "/a?b=c");
  assert.equal(moved.status, 302);
  assert.equal(moved.header("location"), "https://de.example.com/a?b=c");
  const free = await get("geo-block", [["x-country-code", "FR"]]);
  assert.equal(free.status, 200);
  const unknown = await get("geo-block");
  assert.equal(unknown.status, 502);
  assert.equal(unknown.text, "Missing country information");
});

test("examples/route-auth requires the header that a route's metadata names", async () => {
  const statusOf = async (path: string, headers: Header[]) =>
    (await get("route-auth", headers, path)).status;
  assert.equal(await statusOf("/one", [["cookie", "a=b"]]), 200);
  assert.equal(await statusOf("/one", [["authorization", "x"]]), 401);
  assert.equal(await statusOf("/two", [["authorization", "x"]]), 200);
  assert.equal(await statusOf("/two", []), 401);
  assert.equal(await statusOf("/three", []), 200);
  await envoy.waitForLog('auth header is "authorization"');
  await envoy.waitForLog("no auth header for route");
  await envoy.waitForLog(/wasm log route-auth[^:]*: \d+ finished/);
});

const encode = (value: object) =>
  Buffer.from(JSON.stringify(value)).toString("base64url");
const inAMinute = Math.floor(Date.now() / 1000) + 60;

/** Sends a token with this payload; returns the status and the text. */
async function send(
  listener: string,
  alg: string,
  signed: (text: string) => Buffer,
  exp: number,
) {
  const text = `${encode({ alg, typ: "JWT" })}.${encode({ exp })}`;
  const token = `${text}.${signed(text).toString("base64url")}`;
  const answer = await get(listener, [["authorization", `Bearer ${token}`]]);
  return answer.status === 200 ? "passed" : answer.text;
}

test("examples/jwt-hs256 passes tokens that are signed and not expired", async () => {
  const by = (secret: string) => (text: string) =>
    createHmac("sha256", secret).update(text).digest();
  const sendBy = (secret: string, exp: number) =>
    send("jwt-hs256", "HS256", by(secret), exp);
  assert.equal(await sendBy("melon", inAMinute), "passed");
  assert.equal(await sendBy("melon", inAMinute - 61), "Expired token");
  assert.equal(await sendBy("lemon", inAMinute), "Invalid token");
  assert.equal((await get("jwt-hs256")).status, 401);
});

test("examples/jwt-rs256 passes tokens that are signed and not expired", async () => {
  const rs = (text: string) =>
    sign("sha256", Buffer.from(text), keys.privateKey);
  const wrong = (text: string) => rs(`${text} `);
  const rs256 = (signed: typeof rs, exp: number) =>
    send("jwt-rs256", "RS256", signed, exp);
  assert.equal(await rs256(rs, inAMinute), "passed");
  assert.equal(await rs256(rs, inAMinute - 61), "Expired token");
  assert.equal(await rs256(wrong, inAMinute), "Invalid token");
  assert.equal((await get("jwt-rs256")).status, 401);
});

test("examples/jwks passes tokens of the issuer's key, and tells whose they are", async () => {
  const tokenOf = (claims: object) => {
    const text = [{ alg: "RS256", kid: "one" }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
      .join(".");
    const signature = sign("sha256", Buffer.from(text), keys.privateKey);
    return `${text}.${signature.toString("base64url")}`;
  };
  const claims = {
    iss: "https://login.example.com",
    aud: ["web", "api"],
    sub: "ada",
    exp: Math.floor(Date.now() / 1000) + 60,
  };
  const send = (token: string) =>
    get("jwks", [
      ["authorization", `Bearer ${token}`],
      ["x-user", "root"],
    ]);
  const passed = await Promise.all([1, 2, 3].map(() => send(tokenOf(claims))));
  for (const { status } of passed) assert.equal(status, 200);
  const user = () => new Map(upstream.requests.at(-1).headers).get("x-user");
  assert.equal(user(), "ada");
  const nameless = { ...claims, sub: undefined };
  assert.equal((await send(tokenOf(nameless))).status, 200);
  assert.equal(user(), undefined);
  const wrong = { ...claims, aud: "web" };
  assert.equal((await send(tokenOf(wrong))).status, 401);
  assert.equal((await get("jwks")).status, 401);
  assert.equal(idp.requests.length, 1);
  assert.equal(idp.requests[0].path, "/.well-known/jwks.json");
});

test("examples/cel-filter refuses requests that its expression does not allow", async () => {
  assert.equal((await get("cel-filter")).status, 200);
  const port = envoy.port("cel-filter");
  const denied = await request({ port, method: "DELETE" });
  assert.equal(denied.status, 403);
  assert.equal(denied.text, "Forbidden by expression");
  const headers = { "x-admin": "1" };
  const admin = await request({ port, method: "DELETE", headers });
  assert.equal(admin.status, 200);
});

test("examples/oidc-introspection asks once for requests at once, and then not at all", async () => {
  const authorization: Header = ["authorization", "Bearer melon"];
  const all = await Promise.all(
    Array.from({ length: 20 }, () =>
      get("oidc-introspection", [authorization]),
    ),
  );
  assert.deepEqual(new Set(all.map(({ status }) => status)), new Set([200]));
  const last = upstream.requests.at(-1);
  assert.equal(new Map(last.headers).get("x-user"), "ada");
  assert.equal(introspections, 1);
  await get("oidc-introspection", [authorization]);
  assert.equal(introspections, 1);
});

test("examples/oidc-introspection asks again where the issuer is busy, and tells no user that the client made up", async () => {
  const before = introspections;
  const ask = (token: string) =>
    get("oidc-introspection", [
      ["authorization", `Bearer ${token}`],
      ["x-user", "root"],
    ]);
  assert.equal((await ask("nameless")).status, 200);
  const { headers } = upstream.requests.at(-1);
  assert.equal(new Map(headers).get("x-user"), undefined);
  assert.equal((await ask("busy")).status, 200);
  assert.equal(introspections, before + 3);
});

test("examples/oidc-introspection refuses a request without a token", async () => {
  assert.equal((await get("oidc-introspection")).status, 401);
});

test("examples/waf refuses by patterns of the build and of the configuration", async () => {
  const status = async (path: string, headers: Header[] = []) =>
    (await get("waf", headers, path)).status;
  assert.equal(await status("/a?q=select"), 200);
  assert.equal(await status("/a?q=union%20select"), 403);
  assert.equal(await status("/a/%2e%2e%2fb"), 403);
  assert.equal(await status("/a", [["x-a", "xyxy123"]]), 403);
  assert.equal(await status("/a", [["x-a", "xyxy12"]]), 200);
  const post = await request({
    port: envoy.port("waf"),
    method: "POST",
    body: `${"a".repeat(100_000)}<script>`,
  });
  assert.equal(post.status, 403);
  const trailed = await http2Request({
    port: envoy.port("waf"),
    body: "<script>",
    trailers: { "x-end": "1" },
  });
  assert.equal(trailed.status, 403);
});
