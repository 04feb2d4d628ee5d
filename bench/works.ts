import { extension, type EnvoyObject } from "../cli/envoy/extension.ts";
import { routeTo } from "../cli/envoy/route.ts";
import { TASKS } from "./tasks.ts";
import { get, getRequest, postRequest, type Work } from "./work.ts";

/** All works, in the order of the report. */
export const WORKS: Work[] = [
  { ...get("noop"), title: "a filter that overrides nothing", peer: "noop" },
  {
    ...get("add-header"),
    title: "add one response header, stateless",
    hasProcessor: true,
    turnFactor: 3,
    native: headerMutation({ append: { header: header("hello", "world") } }),
    expected: /\r\nhello: world\r\n/,
  },
  {
    ...get("configured"),
    title: "the same with configuration and a context",
    hasProcessor: true,
    peer: "add_header",
    turnFactor: 3,
    expected: /\r\nhello: world\r\n/,
  },
  {
    ...get("headers10"),
    title: "10 gets, 8 sets, 1 remove, iterate all",
    hasProcessor: true,
    peer: "headers10",
    request: getRequest("/bench", numbered(8)),
    expected: /\r\nx-set-4: \d+\r\n/,
  },
  {
    ...post("body", 64),
    name: "body",
    title: "upper-case a body of 64 KiB, byte by byte",
    peer: "body",
  },
  { ...post("body-tuned", 64), title: "the same, eight bytes at a time" },
  { ...get("log"), title: "one log line with the path", peer: "log" },
  {
    ...get("configured"),
    name: "in-flight",
    title: "add a header, 500 streams in flight",
    isAgain: true,
    expected: /\r\nhello: world\r\n/,
    connections: 500,
    turnFactor: 3,
    filtersAfter: [delay()],
  },
  {
    ...get("http-call"),
    title: "an HTTP call per request, 1,000 streams at once",
    peer: "http_call",
    connections: 1000,
    turnFactor: 6,
  },
  {
    ...post("body-tuned", 10),
    title: "upper-case a body of 10 KiB",
    isAgain: true,
  },
  {
    ...post("body-tuned", 1024),
    title: "upper-case a body of 1 MiB",
    isAgain: true,
  },
  ...TASKS,
];

function post(filter: string, kibibytes: number) {
  const text = "The quick brown fox jumps over 13 lazy dogs, twice.\n";
  return {
    ...get(filter),
    name: `body-${kibibytes}k`,
    floor: "body",
    request: postRequest(Buffer.alloc(kibibytes * 1024, text)),
    responseEnd: ["UPPER", "lower"] as [string, string],
    // More at once would measure the machine's caches.
    connections: 4,
    routes: [routeTo("upstream")],
  };
}

/** Headers x-h0, x-h1, … of 16 bytes each. */
export function numbered(count: number): string {
  const line = (_: unknown, i: number) => `x-h${i}: 0123456789abcdef\r\n`;
  return Array.from({ length: count }, line).join("");
}

/** Holds each stream for 20 ms, between the filter and the answer. */
function delay(): EnvoyObject {
  return extension(
    "envoy.filters.http.fault",
    "envoy.extensions.filters.http.fault.v3.HTTPFault",
    {
      delay: {
        fixed_delay: "0.02s",
        percentage: { numerator: 100, denominator: "HUNDRED" },
      },
    },
  );
}

function headerMutation(mutation: EnvoyObject): EnvoyObject {
  return extension(
    "envoy.filters.http.header_mutation",
    "envoy.extensions.filters.http.header_mutation.v3.HeaderMutation",
    { mutations: { response_mutations: [mutation] } },
  );
}

function header(key: string, value: string): EnvoyObject {
  return { key, value };
}
