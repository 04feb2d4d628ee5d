import { headerPairs, type Header, type Headers } from "./header-map.ts";
import { isHopByHop } from "./hop-by-hop.ts";

/** What goes with a part of a stream. */
export interface PartOptions {
  /** Nothing follows. */
  endOfStream?: boolean;
}

/** What an upstream answers. */
export interface UpstreamAnswer {
  /** 200 by default. */
  status?: number;
  headers?: Headers;
  /** Text as UTF-8; several parts arrive one by one. */
  body?: string | Uint8Array | (string | Uint8Array)[];
  trailers?: Headers;
}

/** A whole request, and what the upstream answers to it. */
export interface Exchange {
  /** GET by default, POST with a body. */
  method?: string;
  /** `/` by default. */
  path?: string;
  /** The header `host` by default, and `example.com` without any. */
  authority?: string;
  headers?: Headers;
  /** Text as UTF-8; several parts arrive one by one. */
  body?: string | Uint8Array | (string | Uint8Array)[];
  trailers?: Headers;
  /** 200 by default; null leaves it to `HttpStream.respond`. */
  upstream?: UpstreamAnswer | null;
}

/** The part of a stream that an exchange drives. */
export interface ExchangeStream {
  readonly upstream: { readonly endOfStream: boolean } | null;
  requestHeaders(headers: Headers, options: { endOfStream: boolean }): void;
  requestBody(
    data: string | Uint8Array,
    options: { endOfStream: boolean },
  ): void;
  requestTrailers(trailers: Headers): void;
  responseHeaders(headers: Headers, options: { endOfStream: boolean }): void;
  responseBody(
    data: string | Uint8Array,
    options: { endOfStream: boolean },
  ): void;
  responseTrailers(trailers: Headers): void;
}

/**
 * Sends a whole request with the headers that Envoy adds to it, part by part as
 * its HTTP/1.1 codec does: the end comes after the last part.
 *
 *     sendRequest(stream, { path: "/" });
 */
export function sendRequest(
  stream: ExchangeStream,
  description: Exchange,
): void {
  const own = requestHeadersOf(description);
  send(partsOf(description.body), description.trailers, {
    headers: (endOfStream) => stream.requestHeaders(own, { endOfStream }),
    body: (data, endOfStream) => stream.requestBody(data, { endOfStream }),
    trailers: (trailers) => stream.requestTrailers(trailers),
  });
}

/**
 * Sends an upstream's whole answer.
 *
 *     respond(stream, { status: 404 });
 */
export function respond(
  stream: ExchangeStream,
  answer: UpstreamAnswer = {},
): void {
  const own = responseHeadersOf(answer, stream.upstream?.endOfStream);
  send(partsOf(answer.body), answer.trailers, {
    headers: (endOfStream) => stream.responseHeaders(own, { endOfStream }),
    body: (data, endOfStream) => stream.responseBody(data, { endOfStream }),
    trailers: (trailers) => stream.responseTrailers(trailers),
  });
}

/**
 * The headers of a request as Envoy's codec and connection manager make them.
 *
 *     requestHeadersOf({ path: "/" })[1] // [":path", "/"]
 */
export function requestHeadersOf(description: Exchange): Header[] {
  const { method, path = "/" } = description;
  const given = headerPairs(description.headers);
  const [, host = "example.com"] = given.find(isHost) ?? [];
  const parts = partsOf(description.body);
  return [
    [":authority", description.authority ?? host],
    [":path", path],
    [":method", method ?? (parts.length > 0 ? "POST" : "GET")],
    [":scheme", "http"],
    ...given.filter((each) => !isHopByHop(each[0]) && !isHost(each)),
    ["x-forwarded-proto", "http"],
    ["x-request-id", "00000000-0000-4000-8000-000000000000"],
  ];
}

function isHost([name]: Header): boolean {
  return name.toLowerCase() === "host";
}

/**
 * The headers of an upstream's answer as Envoy's codec and router make them: the
 * time that it took counts from the end of the request.
 *
 *     responseHeadersOf({ status: 404 })[0] // [":status", "404"]
 */
export function responseHeadersOf(
  answer: UpstreamAnswer,
  requestEnded = true,
): Header[] {
  const { status = 200 } = answer;
  const own: Header[] = [
    [":status", String(status)],
    ...headerPairs(answer.headers),
  ];
  if (requestEnded) own.push(["x-envoy-upstream-service-time", "0"]);
  return own;
}

interface Sender {
  headers(endOfStream: boolean): void;
  body(data: string | Uint8Array, endOfStream: boolean): void;
  trailers(trailers: Headers): void;
}

function send(
  parts: (string | Uint8Array)[],
  trailers: Headers | undefined,
  sender: Sender,
): void {
  const bare = trailers === undefined;
  sender.headers(parts.length === 0 && bare);
  for (const part of parts) sender.body(part, false);
  if (!bare) sender.trailers(trailers);
  else if (parts.length > 0) sender.body("", true);
}

function partsOf(body: Exchange["body"]): (string | Uint8Array)[] {
  if (body === undefined) return [];
  return Array.isArray(body) ? body : [body];
}
