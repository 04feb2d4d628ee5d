import type { ServiceAddress } from "../base/service-address.ts";
import { http1Upstream, type Phase } from "./http1-upstream.ts";
import { http2Upstream } from "./http2-upstream.ts";
import type { Upstream } from "./upstream.ts";

/** How services are reached. */
export interface Reach {
  /** The certificates to trust for TLS; the system's by default. */
  ca?: string;
  /** Called with a sentence about what could not be reached or broke off. */
  say(line: string): void;
}

/**
 * An upstream at an address, over the protocol that the address names.
 *
 *     upstreamAt({ host: "127.0.0.1", port: 8080 }, { say: console.error });
 */
export function upstreamAt(address: ServiceAddress, reach: Reach): Upstream {
  const make = address.http2 ? http2Upstream : http1Upstream;
  return make(address, reach.ca, (phase, error) => {
    reach.say(cannot(phase, address, error));
  });
}

/**
 * A sentence about what went wrong with a server.
 *
 *     cannot("reach", { host: "::1", port: 80 }, error); // "Cannot reach [::1]:80: …."
 */
export function cannot(
  phase: Phase,
  { host, port }: ServiceAddress,
  error: Error,
): string {
  const place = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  return `${WHAT[phase]} ${place}: ${messageOf(error)}.`;
}

const WHAT: Record<Phase, string> = {
  send: "Cannot send a request to",
  reach: "Cannot reach",
  answer: "Cannot read the answer from",
};

/** Node's error for several addresses wraps the messages. */
function messageOf(error: Error): string {
  const [first] =
    error instanceof AggregateError ? (error.errors as unknown[]) : [];
  return first instanceof Error ? first.message : error.message;
}
