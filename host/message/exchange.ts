import { headerPairs, type Headers } from "./header-map.ts";

/** Options of one part of a stream. */
export interface PartOptions {
  /** Whether nothing follows. */
  endOfStream?: boolean;
}

/** An upstream's response. */
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

/** What an exchange needs of the stream that it drives. */
export interface ExchangeStream {
  /** Answers whether anything behind the headers counts. */
  clientHeaders(head: Exchange, options: PartOptions): boolean;
  requestBody(data: string | Uint8Array, options: PartOptions): void;
  requestTrailers(trailers: Headers): void;
  /** Answers whether anything behind the headers counts. */
  upstreamHeaders(head: UpstreamAnswer, options: PartOptions): boolean;
  responseBody(data: string | Uint8Array, options: PartOptions): void;
  responseTrailers(trailers: Headers): void;
}

/**
 * Sends a whole request part by part, as Envoy's HTTP/1.1 codec reads it: the end
 * comes after the last part, or with the headers where nothing follows them.
 *
 *     sendRequest(stream, { path: "/" });
 */
export function sendRequest(
  stream: ExchangeStream,
  description: Exchange,
): void {
  send(description, {
    headers: (options) => stream.clientHeaders(description, options),
    body: (data, options) => stream.requestBody(data, options),
    trailers: (trailers) => stream.requestTrailers(trailers),
  });
}

/**
 * Sends an upstream's whole response in the same way.
 *
 *     respond(stream, { status: 404 });
 */
export function respond(
  stream: ExchangeStream,
  answer: UpstreamAnswer = {},
): void {
  send(answer, {
    headers: (options) => stream.upstreamHeaders(answer, options),
    body: (data, options) => stream.responseBody(data, options),
    trailers: (trailers) => stream.responseTrailers(trailers),
  });
}

interface Sender {
  headers(options: PartOptions): boolean;
  body(data: string | Uint8Array, options: PartOptions): void;
  trailers(trailers: Headers): void;
}

function send(message: Exchange | UpstreamAnswer, sender: Sender): void {
  const { trailers } = message;
  const parts = partsOf(message.body);
  const endOfStream = !hasBody(message);
  if (!sender.headers({ endOfStream }) || endOfStream) return;
  for (const part of parts) sender.body(part, {});
  if (trailers !== undefined) sender.trailers(trailers);
  else sender.body("", { endOfStream: true });
}

/**
 * Whether anything follows the headers of a message. An empty chunked body counts,
 * too.
 *
 *     hasBody({ body: "" }) // false
 */
export function hasBody(message: UpstreamAnswer): boolean {
  if (message.trailers !== undefined) return true;
  if (partsOf(message.body).length > 0) return true;
  return headerPairs(message.headers).some(
    ([name]) => name.toLowerCase() === "transfer-encoding",
  );
}

/**
 * The parts of a body that are not empty.
 *
 *     partsOf(["a", "", "b"]) // ["a", "b"]
 */
export function partsOf(body: UpstreamAnswer["body"]): (string | Uint8Array)[] {
  const parts = Array.isArray(body) ? body : body === undefined ? [] : [body];
  return parts.filter((part) => part.length > 0);
}
