import { STATUS_CODES } from "node:http";
import type { LocalReply } from "./local-reply.ts";
import type { Header, HeaderMap } from "./header-map.ts";

/** Why a stream ends, in Envoy's words and by its flags, a bit each. */
export type StreamEnd = Pick<LocalReply, "details" | "flags">;

// Of Envoy's response flags.
const UPSTREAM_CONNECTION_FAILURE = 1 << 5;
const UPSTREAM_CONNECTION_TERMINATION = 1 << 6;
const NO_ROUTE_FOUND = 1 << 8;
const DOWNSTREAM_CONNECTION_TERMINATION = 1 << 14;
const DOWNSTREAM_PROTOCOL_ERROR = 1 << 18;
const UPSTREAM_PROTOCOL_ERROR = 1 << 23;

const PROTOCOL_ERROR = "protocol error";

/** By why an upstream's connection broke. */
const RESET_FLAGS: Record<string, number | undefined> = {
  "connection termination": UPSTREAM_CONNECTION_TERMINATION,
  "remote connection failure": UPSTREAM_CONNECTION_FAILURE,
  [PROTOCOL_ERROR]: UPSTREAM_PROTOCOL_ERROR,
};

/** What Envoy sends of a name and of a value in a request. */
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

/**
 * To a request that the codec cannot read.
 *
 *     codecReply(400, "http1.codec_error")
 */
export function codecReply(status: number, details: string): LocalReply {
  const body = STATUS_CODES[status] ?? "";
  return { ...reply(status, body, details), flags: DOWNSTREAM_PROTOCOL_ERROR };
}

/**
 * To a request that no filter is to have.
 *
 *     managerReply(404, "absolute_path_rejected")
 */
export function managerReply(status: number, details: string): LocalReply {
  return reply(status, "", details);
}

/**
 * What Envoy answers a call whose upstream gave no answer, for a reason in its own
 * words.
 *
 *     callFailure("connection termination").status // 503
 */
export function callFailure(reason: string): LocalReply {
  const status = reason.startsWith(PROTOCOL_ERROR) ? 502 : 503;
  return upstreamReset(status, reason, "before", 0);
}

/** In place of an upstream that is gone before it answered, for Envoy's reason. */
export function upstreamLost(reason = "connection termination"): LocalReply {
  const status = reason === PROTOCOL_ERROR ? 502 : 503;
  return upstreamReset(status, reason, "before", RESET_FLAGS[reason] ?? 0);
}

/** In place of an answer that broke off while a filter held it. */
export function upstreamBroken(): LocalReply {
  const flags = UPSTREAM_PROTOCOL_ERROR;
  return upstreamReset(502, PROTOCOL_ERROR, "after", flags);
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
  const why = `{${reason.replaceAll(" ", "_")}}`;
  const details = `upstream_reset_${when}_response_started${why}`;
  return { ...reply(status, body, details), flags };
}

/** To a request without a route. */
export function routeNotFound(): LocalReply {
  return { ...reply(404, "", "route_not_found"), flags: NO_ROUTE_FOUND };
}

/**
 * To a request that the upstream's codec does not send: it has lost a header, or a
 * filter has made one that no proxy sends. `null` where it can be sent.
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

/** In place of a message that has lost a header which it cannot be without. */
function missing(status: number, message: string, name: string): LocalReply {
  return removed(status, message, missingHeader(name));
}

function missingHeader(name: string): string {
  return `missing required header: ${name}`;
}

/** In place of a message whose headers Envoy does not send. */
function removed(status: number, message: string, why: string): LocalReply {
  const cause = `filter_removed_required_${message}_headers`;
  return reply(status, why, `${cause}{${why.replaceAll(" ", "_")}}`);
}

function reply(status: number, body: string, details: string): LocalReply {
  // The characters of names stand for bytes.
  return { status, headers: [], body: Buffer.from(body, "latin1"), details };
}
