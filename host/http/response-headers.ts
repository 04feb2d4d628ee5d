import type { HeaderMap } from "./header-map.ts";
import { isHopByHop } from "./hop-by-hop.ts";

/**
 * Makes of a response's headers what Envoy sends: without those of the upstream's
 * connection, with its own. A client that is not done yet has to stop, for which
 * HTTP/1.1 has no other way than to close the connection.
 *
 *     finishResponseHeaders(headers, new Date(), true);
 */
export function finishResponseHeaders(
  headers: HeaderMap,
  now: Date,
  requestEnded: boolean,
): void {
  for (const [name] of headers.entries) {
    if (isHopByHop(name)) headers.remove(name);
  }
  headers.set("date", now.toUTCString());
  headers.set("server", "envoy");
  if (!requestEnded) headers.set("connection", "close");
}
