import { directResponse } from "../cli/envoy/route.ts";
import type { EnvoyObject } from "../cli/envoy/extension.ts";

/** A workload that filters are measured with. */
export interface Work {
  name: string;
  title: string;
  /** The name of our filter, its floor, the Lua script, and of `bench/peers`. */
  filter: string;
  /** The name of the floor, where it is that of another filter. */
  floor?: string;
  /** What the filters are configured with, if not as those of all works. */
  configuration?: string;
  /** The name of modules that a folder may have beside those of `bench/peers`. */
  peer?: string;
  /** Whether a server that Envoy asks does it, too. */
  hasProcessor?: boolean;
  /** Whether it is a filter of another work under another load: not a row of its own. */
  isAgain?: boolean;
  /** Whether it is a whole task of a filter: a row of a table of their own. */
  isTask?: boolean;
  /** The native filter that does the same. */
  native?: EnvoyObject;
  /** What each connection sends. */
  request: Buffer;
  /** What the connections send in turn, in place of that. */
  requests?: Buffer[];
  /** How the answer ends, with and without a filter. */
  responseEnd: [filtered: string, plain: string];
  /** What the answer to a filtered request contains. */
  expected?: RegExp;
  /** A request that filters refuse, and how the answer begins. */
  refused?: { request: Buffer; expected: RegExp };
  /** A counter to which modules add this for each answer. */
  counts?: { stat: string; each: number };
  /** Whether the filter decides on the headers when it has the body. */
  holdsHeaders?: boolean;
  /** How many workers Envoy has, on all cores; otherwise one, on one core. */
  workers?: number;
  connections: number;
  /**
   * Makes its turns this many times as long. Many concurrent streams come in waves, and
   * small costs would vanish in the noise of short turns.
   */
  turnFactor?: number;
  routes: EnvoyObject[];
  /** What the cluster `answers` answers, each in a frame of its own. */
  parts?: Buffer[];
  /** Filters after the measured one. */
  filtersAfter?: EnvoyObject[];
}

const AGENT = "user-agent: Mozilla/5.0 (X11; Linux x86_64) bench/1.0";

/** A work whose requests have no body, and that Envoy answers itself. */
export function get(name: string) {
  return {
    name,
    filter: name,
    request: getRequest(),
    responseEnd: ["hello\n", "hello\n"] as [string, string],
    connections: 16,
    routes: [directResponse()],
  };
}

/** A request without a body, with more lines of headers. */
export function getRequest(path = "/bench", headers = ""): Buffer {
  return Buffer.from(
    `GET ${path} HTTP/1.1\r\nhost: bench\r\n${AGENT}\r\n${headers}\r\n`,
  );
}

/** A request with a body. */
export function postRequest(body: Buffer): Buffer {
  const head =
    `POST /bench HTTP/1.1\r\nhost: bench\r\n${AGENT}\r\n` +
    `content-length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}
