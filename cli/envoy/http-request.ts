import { request as httpRequest, type IncomingMessage } from "node:http";
import { EnvoyError } from "./envoy-error.ts";

/** A header; its value holds one byte per character (latin1). */
export type Header = [name: string, value: string];

export interface HttpRequest {
  port: number;
  method?: string;
  path?: string;
  /** As sent, in this order; `host` is added in front if it is missing. */
  headers?: Header[] | Record<string, string>;
  body?: string | Uint8Array;
  /** Sent after a chunked body; Envoy drops them by default. */
  trailers?: Header[] | Record<string, string>;
  /** Milliseconds for everything; 10000 by default. */
  timeout?: number;
}

export interface HttpResponse {
  status: number;
  /** In the order and spelling of the wire. */
  headers: Header[];
  /** The first value of a header, whatever its case. */
  header(name: string): string | undefined;
  /** All values of a header, whatever its case. */
  headerAll(name: string): string[];
  body: Buffer;
  /** The body as UTF-8. */
  text: string;
  trailers: Header[];
}

/**
 * Sends one HTTP/1.1 request to 127.0.0.1 on its own connection.
 *
 * Header values are latin1, so bytes of 0x80 and above pass unchanged.
 * Rejects with an EnvoyError when the response is not complete in time, and
 * with Node's error when the connection breaks.
 *
 *     const response = await request({ port: envoy.port(), path: "/" });
 *     response.header("hello"); // "world"
 */
export function request(options: HttpRequest): Promise<HttpResponse> {
  const { port, method = "GET", path = "/", timeout = 10_000 } = options;
  return new Promise((resolve, reject) => {
    const message = httpRequest({
      host: "127.0.0.1",
      port,
      method,
      path,
      agent: false,
      headers: wireHeaders(options).flat(),
    });
    const limit = () => message.destroy(tooLate(method, path, timeout));
    const timer = setTimeout(limit, timeout);
    const settle = (act: () => void) => {
      clearTimeout(timer);
      act();
    };
    message.on("error", (error) => settle(() => reject(error)));
    message.on("response", (incoming) => {
      readResponse(incoming).then(
        (response) => settle(() => resolve(response)),
        (error: Error) => settle(() => reject(error)),
      );
    });
    if (options.trailers) message.addTrailers(pairs(options.trailers));
    // Node would send a string together with the headers, as UTF-8.
    message.end(bodyBytes(options));
  });
}

function wireHeaders(options: HttpRequest): Header[] {
  const headers = pairs(options.headers ?? []);
  const has = (name: string) =>
    headers.some(([other]) => other.toLowerCase() === name);
  if (!has("host")) headers.unshift(["host", `127.0.0.1:${options.port}`]);
  if (!has("connection")) headers.push(["connection", "close"]);
  if (has("content-length") || has("transfer-encoding")) return headers;
  if (options.trailers) headers.push(["transfer-encoding", "chunked"]);
  else if (options.body !== undefined) {
    headers.push(["content-length", String(bodyBytes(options).length)]);
  }
  return headers;
}

function pairs(headers: Header[] | Record<string, string>): Header[] {
  return Array.isArray(headers) ? [...headers] : Object.entries(headers);
}

function bodyBytes({ body = "" }: HttpRequest): Buffer {
  return typeof body === "string" ? Buffer.from(body) : Buffer.from(body);
}

async function readResponse(incoming: IncomingMessage): Promise<HttpResponse> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const headers = paired(incoming.rawHeaders);
  const headerAll = (name: string) =>
    headers
      .filter(([other]) => other.toLowerCase() === name.toLowerCase())
      .map(([, value]) => value);
  return {
    status: incoming.statusCode!,
    headers,
    header: (name) => headerAll(name)[0],
    headerAll,
    body,
    text: body.toString("utf8"),
    trailers: paired(incoming.rawTrailers),
  };
}

/**
 * Node's flat list of names and values as pairs.
 *
 *     paired(["a", "1", "b", "2"]) // [["a", "1"], ["b", "2"]]
 */
export function paired(flat: string[]): Header[] {
  const headers: Header[] = [];
  for (let i = 0; i < flat.length; i += 2) headers.push([flat[i], flat[i + 1]]);
  return headers;
}

function tooLate(method: string, path: string, timeout: number): EnvoyError {
  return new EnvoyError(
    "REQUEST_TIMEOUT",
    `${method} ${path} had no complete response within ${timeout} ms.`,
  );
}
