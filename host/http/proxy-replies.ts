import type { LocalReply } from "../contexts/context.ts";
import type { HeaderMap } from "./header-map.ts";

/** Without these a request has no route; without the last one, no upstream. */
const ROUTED_BY = [":path", "x-forwarded-proto", ":method"];

/** Why a stream ends, in Envoy's words and by its flags, a bit each. */
export type StreamEnd = Pick<LocalReply, "details" | "flags">;

// Of Envoy's response flags.
const UPSTREAM_CONNECTION_TERMINATION = 1 << 6;
const NO_ROUTE_FOUND = 1 << 8;
const DOWNSTREAM_CONNECTION_TERMINATION = 1 << 14;
const DOWNSTREAM_PROTOCOL_ERROR = 1 << 18;
const UPSTREAM_PROTOCOL_ERROR = 1 << 23;

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
    return { ...reply(404, "", "route_not_found"), flags: NO_ROUTE_FOUND };
  }
  headers.set("x-envoy-expected-rq-timeout-ms", "15000");
  if (lost === undefined) return null;
  const unsent = missing(503, "request", lost);
  return { ...unsent, flags: DOWNSTREAM_PROTOCOL_ERROR };
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
  return missing(502, "response", ":status");
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
  const flags = UPSTREAM_CONNECTION_TERMINATION;
  return upstreamReset(503, "connection termination", "before", flags);
}

/** In place of an answer that broke off while a filter held it. */
export function upstreamBroken(): LocalReply {
  const flags = UPSTREAM_PROTOCOL_ERROR;
  return upstreamReset(502, "protocol error", "after", flags);
}

/** Where the client has gone. */
export function downstreamGone(): StreamEnd {
  const details = "downstream_remote_disconnect";
  return { details, flags: DOWNSTREAM_CONNECTION_TERMINATION };
}

function upstreamReset(
  status: number,
  reason: string,
  when: "before" | "after",
  flags: number,
): LocalReply {
  const body =
    "upstream connect error or disconnect/reset before headers. " +
    `reset reason: ${reason}`;
  const why = `{${reason.replace(" ", "_")}}`;
  const details = `upstream_reset_${when}_response_started${why}`;
  return { ...reply(status, body, details), flags };
}

/** In place of a message that has lost a header which it cannot be without. */
function missing(status: number, message: string, name: string): LocalReply {
  const removed = `filter_removed_required_${message}_headers`;
  const details = `${removed}{missing_required_header:_${name}}`;
  return reply(status, `missing required header: ${name}`, details);
}

function reply(status: number, body: string, details: string): LocalReply {
  return { status, headers: [], body: Buffer.from(body), details };
}
