import { STATUS_CODES } from "node:http";
import type { Header, HeaderMap } from "./header-map.ts";
import type { LocalReply } from "./local-reply.ts";

/** Why a stream ends: Envoy's words and response flags, one bit each. */
export type StreamEnd = Pick<LocalReply, "details" | "flags">;

// Envoy's response flags.
const UPSTREAM_CONNECTION_FAILURE = 1 << 5;
const UPSTREAM_CONNECTION_TERMINATION = 1 << 6;
const NO_ROUTE_FOUND = 1 << 8;
const DOWNSTREAM_CONNECTION_TERMINATION = 1 << 14;
const DOWNSTREAM_PROTOCOL_ERROR = 1 << 18;
const UPSTREAM_PROTOCOL_ERROR = 1 << 23;

const PROTOCOL_ERROR = "protocol error";

/** The flags for each reason why an upstream's connection broke. */
const RESET_FLAGS: Record<string, number | undefined> = {
  "connection termination": UPSTREAM_CONNECTION_TERMINATION,
  "remote connection failure": UPSTREAM_CONNECTION_FAILURE,
  [PROTOCOL_ERROR]: UPSTREAM_PROTOCOL_ERROR,
};

/** Names and values of headers that Envoy sends in a request. */
const NAME = /^[\w!#$%&'*+.^`|~-]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * Whether a response has a status, without which Envoy cannot send it.
 *
 *     hasStatus(new HeaderMap("response", { ":status": "200" })) // true
 */
export function hasStatus(headers: HeaderMap): boolean {
  return /^\d+$/.test(headers.get(":status") ?? "");
}

/** Replaces a response that has lost its status. */
export function badGateway(): LocalReply {
  return missing(502, "response", ":status");
}

/** Answers a request whose body exceeds the buffer limit. */
export function requestTooLarge(): LocalReply {
  return reply(413, "Payload Too Large", "request_payload_too_large");
}

/** Replaces a response whose body exceeds the buffer limit. */
export function responseTooLarge(): LocalReply {
  return reply(500, "Internal Server Error", "response_payload_too_large");
}

/**
 * Answers a request that the codec cannot read.
 *
 *     codecReply(400, "http1.codec_error")
 */
export function codecReply(status: number, details: string): LocalReply {
  const body = STATUS_CODES[status] ?? "";
  return { ...reply(status, body, details), flags: DOWNSTREAM_PROTOCOL_ERROR };
}

/**
 * Answers a request that the connection manager does not pass on to filters.
 *
 *     managerReply(404, "absolute_path_rejected")
 */
export function managerReply(status: number, details: string): LocalReply {
  return reply(status, "", details);
}

/**
 * What a plugin gets for a call that the upstream did not answer, for one of Envoy's
 * reasons.
 *
 *     callFailure("connection termination").status // 503
 */
export function callFailure(reason: string): LocalReply {
  const status = reason.startsWith(PROTOCOL_ERROR) ? 502 : 503;
  return upstreamReset(status, reason, "before", 0);
}

/**
 * Replaces the response of an upstream that broke off before it answered, for one of
 * Envoy's reasons; `after` where something such as a 103 had come.
 */
export function upstreamLost(
  reason = "connection termination",
  when: "before" | "after" = "before",
): LocalReply {
  const status = reason === PROTOCOL_ERROR ? 502 : 503;
  return upstreamReset(status, reason, when, RESET_FLAGS[reason] ?? 0);
}

/** Replaces a response that broke off while a filter held it. */
export function upstreamBroken(): LocalReply {
  const flags = UPSTREAM_PROTOCOL_ERROR;
  return upstreamReset(502, PROTOCOL_ERROR, "after", flags);
}

/** How a stream ends whose client has left. */
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
  const why = `{${reason.replaceAll(" ", "_")}}`;
  const details = `upstream_reset_${when}_response_started${why}`;
  return { ...reply(status, body, details), flags };
}

/** Answers a request without a route. */
export function routeNotFound(): LocalReply {
  return { ...reply(404, "", "route_not_found"), flags: NO_ROUTE_FOUND };
}

/**
 * Answers a request that the upstream's codec does not send, because it has lost a
 * header or has one that a filter got wrong. Null where it can be sent.
 *
 *     unsendable(headers)
 */
export function unsendable(headers: HeaderMap): LocalReply | null {
  const why = lostHeader(headers) ?? invalidHeader(headers);
  if (why === null) return null;
  const unsent = removed(503, "request", why);
  return { ...unsent, flags: DOWNSTREAM_PROTOCOL_ERROR };
}

function lostHeader(headers: HeaderMap): string | null {
  const method = headers.get(":method");
  if (method !== undefined && method !== "CONNECT") return null;
  return missingHeader(method === undefined ? ":method" : ":protocol");
}

function invalidHeader(headers: HeaderMap): string | null {
  const isSent = ([name, value]: Header) =>
    name.startsWith(":") || (NAME.test(name) && VALUE.test(value));
  const found = headers.entries.find((each) => !isSent(each));
  if (found === undefined) return null;
  const [name] = found;
  return NAME.test(name)
    ? `invalid header value for: ${name}`
    : `invalid header name: ${name}`;
}

/** Replaces a message that lacks a required header. */
function missing(status: number, message: string, name: string): LocalReply {
  return removed(status, message, missingHeader(name));
}

function missingHeader(name: string): string {
  return `missing required header: ${name}`;
}

/** Replaces a message whose headers Envoy does not send. */
function removed(status: number, message: string, why: string): LocalReply {
  const cause = `filter_removed_required_${message}_headers`;
  return reply(status, why, `${cause}{${why.replaceAll(" ", "_")}}`);
}

function reply(status: number, body: string, details: string): LocalReply {
  // The characters of names stand for bytes.
  return { status, headers: [], body: Buffer.from(body, "latin1"), details };
}
