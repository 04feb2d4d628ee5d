import type { LocalReply } from "../contexts/context.ts";
import type { HeaderMap } from "./header-map.ts";

/** Without these a request has no route; without the last one, no upstream. */
const ROUTED_BY = [":path", "x-forwarded-proto", ":method"];

/**
 * The headers of a request that it cannot be routed without.
 *
 *     routedBy(headers) // [":path", ":method"]
 */
export function routedBy(headers: HeaderMap): string[] {
  return ROUTED_BY.filter((name) => headers.get(name) !== undefined);
}

/**
 * Routes a request, to which Envoy adds how long it waits for the answer; returns
 * what Envoy answers itself where the request has lost a header.
 *
 *     route([":path", ":method"], headers) // null
 */
export function route(
  names: readonly string[],
  headers: HeaderMap,
): LocalReply | null {
  const lost = names.find((name) => headers.get(name) === undefined);
  if (lost !== undefined && lost !== ":method") {
    return reply(404, "", "route_not_found");
  }
  headers.set("x-envoy-expected-rq-timeout-ms", "15000");
  if (lost === undefined) return null;
  const body = "missing required header: :method";
  return reply(503, body, "filter_removed_required_request_headers");
}

/**
 * Whether a response has a status, without which Envoy cannot send it.
 *
 *     hasStatus(new HeaderMap("response", { ":status": "200" })) // true
 */
export function hasStatus(headers: HeaderMap): boolean {
  return /^\d+$/.test(headers.get(":status") ?? "");
}

/** In place of a response that has lost its status. */
export function badGateway(): LocalReply {
  const body = "missing required header: :status";
  return reply(502, body, "filter_removed_required_response_headers");
}

/** To a request whose body is over the buffer limit. */
export function requestTooLarge(): LocalReply {
  return reply(413, "Payload Too Large", "request_payload_too_large");
}

/** In place of a response whose body is over the buffer limit. */
export function responseTooLarge(): LocalReply {
  return reply(500, "Internal Server Error", "response_payload_too_large");
}

/** In place of an upstream that is gone before it answered. */
export function upstreamLost(): LocalReply {
  return upstreamReset(503, "connection termination");
}

/** In place of an answer that broke off while a filter held it. */
export function upstreamBroken(): LocalReply {
  return upstreamReset(502, "protocol error");
}

function upstreamReset(status: number, reason: string): LocalReply {
  const body =
    "upstream connect error or disconnect/reset before headers. " +
    `reset reason: ${reason}`;
  const details = `upstream_reset_before_response_started{${reason.replace(" ", "_")}}`;
  return reply(status, body, details);
}

function reply(status: number, body: string, details: string): LocalReply {
  return { status, headers: [], body: Buffer.from(body), details };
}
