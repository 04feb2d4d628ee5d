import { directResponse, routeTo } from "../cli/envoy/route.ts";
import { extension, type EnvoyObject } from "../cli/envoy/extension.ts";

/** A workload that filters are measured with. */
export interface Work {
  name: string;
  title: string;
  /** The name of our filter, its floor, the Lua script, and of `bench/peers`. */
  filter: string;
  /** The name of the floor, where it is that of another filter. */
  floor?: string;
  /** The name of modules that a folder may have beside those of `bench/peers`. */
  peer?: string;
  /** Whether a server that Envoy asks does it, too. */
  hasProcessor?: boolean;
  /** Whether it is a filter of another work under another load: not a row of its own. */
  isAgain?: boolean;
  /** The native filter that does the same. */
  native?: EnvoyObject;
  /** What each connection sends. */
  request: Buffer;
  /** How the answer ends, with and without a filter. */
  responseEnd: [filtered: string, plain: string];
  /** What the answer to a filtered request contains. */
  expected?: RegExp;
  connections: number;
  /**
   * Makes its turns this many times as long. Many concurrent streams come in waves, and
   * small costs would vanish in the noise of short turns.
   */
  turnFactor?: number;
  routes: EnvoyObject[];
  /** Filters after the measured one. */
  filtersAfter?: EnvoyObject[];
}

const AGENT = "user-agent: Mozilla/5.0 (X11; Linux x86_64) bench/1.0";

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
    peer: "add_header",
    turnFactor: 3,
    expected: /\r\nhello: world\r\n/,
  },
  {
    ...get("headers10"),
    title: "10 gets, 8 sets, 1 remove, iterate all",
    hasProcessor: true,
    peer: "headers10",
    request: Buffer.from(
      `GET /bench HTTP/1.1\r\nhost: bench\r\n${AGENT}\r\n${numbered(8)}\r\n`,
    ),
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
    turnFactor: 5,
    filtersAfter: [delay()],
  },
  {
    ...get("http-call"),
    title: "an HTTP call per request, 1,000 streams at once",
    peer: "http_call",
    connections: 1000,
    turnFactor: 12,
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
];

function get(name: string) {
  return {
    name,
    filter: name,
    request: Buffer.from(
      `GET /bench HTTP/1.1\r\nhost: bench\r\n${AGENT}\r\n\r\n`,
    ),
    responseEnd: ["hello\n", "hello\n"] as [string, string],
    connections: 16,
    routes: [directResponse()],
  };
}

function post(filter: string, kibibytes: number) {
  const size = kibibytes * 1024;
  const head =
    `POST /bench HTTP/1.1\r\nhost: bench\r\n${AGENT}\r\n` +
    `content-length: ${size}\r\n\r\n`;
  const text = "The quick brown fox jumps over 13 lazy dogs, twice.\n";
  return {
    ...get(filter),
    name: `body-${kibibytes}k`,
    floor: "body",
    request: Buffer.concat([Buffer.from(head), Buffer.alloc(size, text)]),
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
