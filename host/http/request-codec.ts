import type { Exchange } from "../message/exchange.ts";
import { HeaderMap, headerPairs, type Header } from "../message/header-map.ts";
import {
  hasControls,
  isAuthority,
  isToken,
  listOf,
  trimmed,
} from "../message/header-syntax.ts";
import type { LocalReply } from "../message/local-reply.ts";
import {
  framingError,
  headSize,
  MOST_HEADERS,
} from "../message/message-head.ts";
import { codecReply } from "../message/proxy-replies.ts";

/** The first line of a request and its headers, as a client sends them. */
export type RequestHead = Pick<
  Exchange,
  "method" | "path" | "authority" | "headers"
>;

/** The headers of a request, or the codec's answer if it refuses them. */
export type ReadRequest =
  | { headers: HeaderMap; refusal: null }
  | { headers: null; refusal: LocalReply };

/** The methods that Envoy's HTTP/1.1 parser knows. */
const METHODS = new Set(
  (
    "ACL BIND CHECKOUT CONNECT COPY DELETE GET HEAD LINK LOCK MERGE MKACTIVITY " +
    "MKCALENDAR MKCOL MOVE MSEARCH NOTIFY OPTIONS PATCH POST PROPFIND PROPPATCH " +
    "PURGE PUT QUERY REBIND REPORT SEARCH SOURCE SUBSCRIBE TRACE UNBIND UNLINK " +
    "UNLOCK UNSUBSCRIBE"
  ).split(" "),
);

const MOST_BYTES = 60 * 1024;
const MOST_NOMINATED = 10;

/** Pseudo-headers that stand for the first line, as in HTTP/2. */
const PSEUDO = new Set([":authority", ":path", ":method", ":scheme"]);

/** Members of `connection` that are options of its own, not names of headers. */
const CONNECTION_OPTIONS = new Set([
  "close",
  "connection",
  "http2-settings",
  "keep-alive",
  "upgrade",
]);

/** Headers that a client must not have removed by naming them in `connection`. */
const NOT_NOMINATED = /^(:.*|x-forwarded-(for|host|proto))$/;

const ABSOLUTE = /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?#@]*@)?([^/?#]*)(.*)$/i;

/**
 * Reads a request as Envoy's HTTP/1.1 codec does.
 *
 *     readRequest({ path: "/" }, false).headers?.get(":method") // "GET"
 */
export function readRequest(head: RequestHead, hasBody: boolean): ReadRequest {
  const pairs = headerPairs(head.headers);
  const pseudo = new Map(pairs.filter(([name]) => PSEUDO.has(name)));
  const method =
    head.method ?? pseudo.get(":method") ?? (hasBody ? "POST" : "GET");
  const authority = head.authority ?? pseudo.get(":authority");
  const target = head.path ?? pseudo.get(":path");
  if (!METHODS.has(method)) return refused(400, "http1.codec_error");
  const own = pairs.filter(([name]) => !PSEUDO.has(name));
  const hosts = own.filter(([name]) => name.toLowerCase() === "host");
  const host = hosts.map(([, value]) => trimmed(value)).join(",");
  const start = startOf(
    method,
    target,
    authority ?? (hosts.length > 0 ? host : "example.com"),
    pseudo.get(":scheme"),
  );
  if (typeof start === "string") return refused(400, start);
  const rest = own.filter((each) => !hosts.includes(each));
  const headers = new HeaderMap("request", start);
  const error = takeHeaders(headers, rest);
  if (error !== null) return refused(...error);
  const size = headSize(`${method} ${target ?? "/"} HTTP/1.1`, [
    ["host", headers.get("host") ?? ""],
    ...rest,
  ]);
  if (size > MOST_BYTES) return refused(431, "http1.headers_too_large");
  const framing = framingError(headers);
  if (framing === "transfer-encoding") {
    return refused(501, "http1.invalid_transfer_encoding");
  }
  if (framing === "both") {
    const details = "http1.content_length_and_chunked_not_allowed";
    return refused(400, details);
  }
  if (framing !== null) return refused(400, "http1.codec_error");
  if (!isAuthority(headers.get("host") ?? "")) {
    return refused(400, "http.invalid_authority");
  }
  if (method === "CONNECT" && hasBody) {
    return refused(400, "http1.body_disallowed");
  }
  forgetHttp2Upgrade(headers);
  const goesThrough = isUpgrade(headers) || method === "CONNECT";
  if (!goesThrough && !removeNominated(headers)) {
    return refused(400, "http1.connection_header_rejected");
  }
  return { headers, refusal: null };
}

/**
 * Whether a message asks for another protocol.
 *
 *     isUpgrade(headers)
 */
export function isUpgrade(headers: HeaderMap): boolean {
  if (headers.get("upgrade") === undefined) return false;
  return listOf(headers.get("connection") ?? "").some(
    (each) => each.toLowerCase() === "upgrade",
  );
}

/** The pseudo-headers of a first line, or the reason why it is refused. */
function startOf(
  method: string,
  target: string | undefined,
  authority: string,
  scheme: string | undefined,
): Header[] | string {
  if (method === "CONNECT") {
    const own = target ?? authority;
    if (!/^[^/?#]+:\d+$/.test(own)) return "http1.invalid_url";
    return [
      [":authority", own],
      [":method", method],
    ];
  }
  const path = target ?? "/";
  if (/[\t ]|[^\0-\x7f]/.test(path)) return "http1.codec_error";
  if (hasControls(path)) return "http1.invalid_characters";
  const schemes: Header[] = scheme === undefined ? [] : [[":scheme", scheme]];
  if (path.startsWith("/") || path === "*") {
    if (path === "*" && method !== "OPTIONS") return "http1.invalid_url";
    return [
      [":authority", authority],
      [":path", path],
      [":method", method],
      ...schemes,
    ];
  }
  const [, ownScheme, host, rest] = ABSOLUTE.exec(path) ?? [];
  if (ownScheme === undefined) return "http1.codec_error";
  if (!/^https?$/i.test(ownScheme)) return "http1.invalid_scheme";
  return [
    [":authority", host],
    [":scheme", scheme ?? ownScheme.toLowerCase()],
    [":path", rest === "" ? "/" : rest],
    [":method", method],
  ];
}

/** Adds headers; returns the reason for a refusal, or null. */
function takeHeaders(
  headers: HeaderMap,
  pairs: readonly Header[],
): [status: number, details: string] | null {
  const before = headers.size;
  for (const [name, value] of pairs) {
    if (!isToken(name)) return [400, "http1.codec_error"];
    if (hasControls(value)) return [400, "http1.invalid_characters"];
    headers.add(name, trimmed(value));
  }
  // The host counts as well.
  const count = headers.size - before + 1;
  return count > MOST_HEADERS ? [431, "http1.too_many_headers"] : null;
}

/** Ignores a client's offer to switch to HTTP/2, as Envoy does. */
function forgetHttp2Upgrade(headers: HeaderMap): void {
  if (!isUpgrade(headers)) return;
  if (headers.get("upgrade")?.toLowerCase() !== "h2c") return;
  headers.remove("upgrade");
  headers.remove("http2-settings");
  setConnection(
    headers,
    listOf(headers.get("connection") ?? "").filter(
      (each) => !/^(upgrade|http2-settings)$/i.test(each),
    ),
  );
}

function setConnection(headers: HeaderMap, options: readonly string[]): void {
  if (options.length === 0) headers.remove("connection");
  else headers.put("connection", options.join(","));
}

/**
 * Removes the headers that `connection` names; false if it names one that it must
 * not.
 */
function removeNominated(headers: HeaderMap): boolean {
  const named = listOf(headers.get("connection") ?? "");
  if (named.length >= MOST_NOMINATED) return false;
  const left: string[] = [];
  for (const each of named) {
    const name = each.toLowerCase();
    if (NOT_NOMINATED.test(name)) return false;
    const isKept = name === "te" && keepsTrailers(headers.get("te") ?? "");
    if (isKept || CONNECTION_OPTIONS.has(name)) left.push(each);
    else headers.remove(name);
  }
  setConnection(headers, left);
  return true;
}

/**
 * Whether a value of `te` includes the only member that Envoy passes on.
 *
 *     keepsTrailers("trailers, deflate") // true
 */
export function keepsTrailers(value: string): boolean {
  return listOf(value).includes("trailers");
}

function refused(status: number, details: string): ReadRequest {
  return { headers: null, refusal: codecReply(status, details) };
}
