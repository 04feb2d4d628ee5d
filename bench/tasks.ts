import { createHmac } from "node:crypto";
import { directResponse, routeTo } from "../cli/envoy/route.ts";
import type { EnvoyObject } from "../cli/envoy/extension.ts";
import { eventParts, PAGE_END, pageParts, TOKENS } from "./answers.ts";
import { get, getRequest, postRequest, type Work } from "./work.ts";

const SECRET = "a secret of thirty-two bytes, or";

/** As long as the token of a request is. */
const TOKEN_SIZE = 300;

const PATHS = [
  "/",
  "/health",
  "/static/app/main.js",
  "/api/v1/users/1234",
  "/api/v1/users/1234/orders/0a1b-2c3d",
  "/api/v1/teams/blue-team/members",
  "/api/v2/users/77/orders",
  "/blog/2024/05/a-long-title-of-a-post",
  "/download/envoy/v1.33.2",
  "/docs/kit/patterns.html",
];

/** The end of an answer in parts. */
const END = "\r\n0\r\n\r\n";

/** Whole tasks of filters, as their authors would write them: by the SDK's kit, by crates. */
export const TASKS: Work[] = [
  {
    ...get("verify-jwt"),
    title: `verify an HS256 token of ${TOKEN_SIZE} bytes`,
    isTask: true,
    configuration: SECRET,
    request: withToken(tokenOf("ada", SECRET)),
    refused: {
      request: withToken(tokenOf("ada", "another secret")),
      expected: /^HTTP\/1\.1 401 /,
    },
    ...found(directResponse(), "ada"),
    turnFactor: 2,
  },
  { ...json(1), title: "check 1 KiB of JSON, pick a value" },
  { ...json(64), title: "check 64 KiB of JSON, pick a value" },
  {
    ...get("routes"),
    title: "route by 20 patterns",
    isTask: true,
    requests: PATHS.map((path) => getRequest(path)),
    connections: 2 * PATHS.length,
    refused: {
      request: getRequest("/api/v1/users/ada"),
      expected: /^HTTP\/1\.1 404 /,
    },
    ...found(directResponse(), "\\d+"),
    turnFactor: 2,
  },
  {
    ...get("replace"),
    title: "replace 3 texts in 1 MiB, in parts of 16 KiB",
    isTask: true,
    parts: pageParts(),
    responseEnd: [`REPLACED${PAGE_END}${END}`, `token${PAGE_END}${END}`],
    connections: 4,
    routes: [routeTo("answers")],
    turnFactor: 2,
  },
  {
    ...get("count-tokens"),
    title: "count the tokens of 500 server-sent events",
    isTask: true,
    parts: eventParts(),
    responseEnd: [END, END],
    counts: { stat: "bench_tokens", each: TOKENS },
    connections: 4,
    routes: [routeTo("answers")],
    turnFactor: 2,
  },
  {
    ...get("limiter"),
    title: "limit a client in shared data, 2 workers",
    isTask: true,
    workers: 2,
    configuration: JSON.stringify({ rate: 1e6, burst: 1_000_000 }),
    request: getRequest("/bench", "x-client: ada\r\n"),
    turnFactor: 3,
  },
  {
    ...get("auth-cache"),
    title: "ask who it is, with a cache in shared data",
    isTask: true,
    request: getRequest("/bench", "authorization: Bearer 0123456789abcdef\r\n"),
    refused: { request: getRequest(), expected: /^HTTP\/1\.1 401 / },
    ...found(directResponse(), "joe"),
    turnFactor: 2,
  },
];

/** Shows the request header that the filter adds in the answer. */
function found(route: EnvoyObject, value: string) {
  const header = { key: "x-found", value: "%REQ(x-found)%" };
  return {
    routes: [{ ...route, response_headers_to_add: [{ header }] }],
    expected: new RegExp(`\\r\\nx-found: ${value}\\r\\n`),
  };
}

function withToken(token: string): Buffer {
  return getRequest("/bench", `authorization: Bearer ${token}\r\n`);
}

/** A token of that subject, with as many scopes as it takes to be long enough. */
function tokenOf(sub: string, secret: string): string {
  const claims = {
    ...{ iss: "https://login.example.com", aud: ["web", "api"], sub },
    ...{ exp: 4_102_444_800, iat: 1_700_000_000, scope: "" },
  };
  for (;;) {
    const text = [{ alg: "HS256", typ: "JWT" }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
      .join(".");
    const mac = createHmac("sha256", secret).update(text).digest("base64url");
    const token = `${text}.${mac}`;
    if (token.length >= TOKEN_SIZE) return token;
    claims.scope += "read "[claims.scope.length % 5];
  }
}

function json(kibibytes: number) {
  const text = chatOf(kibibytes * 1024);
  return {
    ...get("pick-json"),
    name: `pick-json-${kibibytes}k`,
    isTask: true,
    holdsHeaders: true,
    request: postRequest(text),
    refused: {
      request: postRequest(text.subarray(0, -1)),
      expected: /^HTTP\/1\.1 400 /,
    },
    responseEnd: ["lower", "lower"] as [string, string],
    connections: 4,
    ...found(routeTo("upstream"), "small-7"),
    turnFactor: 2,
  };
}

/** A request to a model, with as many messages as fit. */
function chatOf(size: number): Buffer {
  const messages = [
    { role: "system", content: "You answer in one sentence.\nNo lists." },
  ];
  const text = () =>
    JSON.stringify({ messages, temperature: 0.7, model: "small-7" });
  for (let i = 0; text().length < size; i++) {
    const content =
      `Question ${i}: what does "proxy" mean in the text that follows, ` +
      "and who would say so? The quick brown fox jumps over 13 lazy dogs.";
    messages.push({ role: i % 2 === 0 ? "user" : "assistant", content });
  }
  messages.pop();
  return Buffer.from(text());
}
