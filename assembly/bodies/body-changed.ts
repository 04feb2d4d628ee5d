import { HeaderMap } from "../api/header-map";

/**
 * Makes the headers of a message fit a body that a filter will change: removes what is about
 * its bytes (`content-length`, `content-digest`, `repr-digest`, `digest`, `content-md5`,
 * `accept-ranges`), and makes its `etag` a weak one. To be called while the headers can still be
 * changed: in `onRequestHeaders` or `onResponseHeaders`, or in a handler before it waits for
 * the body.
 *
 * What `content-encoding` says stays: nothing is found in what a server has compressed, so have
 * it send plain bodies (`acceptPlainBody`), or leave such bodies alone (`isBodyEncoded`).
 *
 * ```ts
 * class Redact extends HttpHandler {
 *   onRequest(): void {
 *     acceptPlainBody(this.request.headers);
 *   }
 *   onResponse(): void {
 *     if (isBodyEncoded(this.response.headers)) return;
 *     bodyChanged(this.response.headers);
 *     const body = this.response.body;
 *     for (let part = body.next(); part != null; part = body.next()) {
 *       part.set(part.text().toUpperCase());
 *     }
 *   }
 * }
 * registerHttpHandler<Redact>("redact");
 * ```
 */
export function bodyChanged(headers: HeaderMap): void {
  headers.delete("content-length");
  headers.delete("content-digest");
  headers.delete("repr-digest");
  headers.delete("digest");
  headers.delete("content-md5");
  headers.delete("accept-ranges");
  const tag = headers.get("etag");
  if (tag != null && !tag.startsWith("W/")) headers.set("etag", "W/" + tag);
}

/**
 * Tells whether a body is encoded, such as compressed: its `content-encoding` says another one
 * than `identity`.
 *
 * ```ts
 * if (isBodyEncoded(this.response.headers)) log.warn("cannot look into the body");
 * ```
 */
export function isBodyEncoded(headers: HeaderMap): bool {
  const encoding = headers.get("content-encoding");
  return encoding != null && encoding.length > 0 && encoding != "identity";
}

/**
 * Has the server send the body as it is, by removing `accept-encoding` from a request: a body
 * that is compressed cannot be searched or changed, and Envoy has nothing for filters that
 * decompresses gzip or Brotli.
 *
 * ```ts
 * acceptPlainBody(this.request.headers);
 * ```
 */
export function acceptPlainBody(headers: HeaderMap): void {
  headers.delete("accept-encoding");
}
