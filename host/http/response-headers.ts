import type { HeaderMap } from "../message/header-map.ts";

/** Of the upstream's connection, so that Envoy passes none of them on. */
const OF_CONNECTION = new Set([
  "connection",
  "proxy-connection",
  "transfer-encoding",
  "upgrade",
]);

/** What Envoy's own headers of a response say. */
export interface ResponseFacts {
  request: HeaderMap | null;
  now: Date;
  /** Whether the connection is closed behind it. */
  closes: boolean;
}

/**
 * Makes of a response's headers what Envoy sends: without those of the upstream's
 * connection, with its own.
 *
 *     finishResponseHeaders(headers, { request, now: new Date(), closes: false });
 */
export function finishResponseHeaders(
  headers: HeaderMap,
  { request, now, closes }: ResponseFacts,
): void {
  headers.removeAny(OF_CONNECTION);
  if (headers.get("date") === undefined) {
    headers.add("date", now.toUTCString());
  }
  headers.put("server", "envoy");
  const id = request?.get("x-request-id");
  if (id !== undefined && request?.get("x-envoy-force-trace") !== undefined) {
    headers.put("x-request-id", id);
  }
  if (closes) headers.add("connection", "close");
}
