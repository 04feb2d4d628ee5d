/** Of one connection alone, so that Envoy passes none of them on. */
const NAMES = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "transfer-encoding",
  "upgrade",
]);

/**
 * Whether a header is about one connection, and not about the message.
 *
 *     isHopByHop("Connection") // true
 */
export function isHopByHop(name: string): boolean {
  return NAMES.has(name.toLowerCase());
}
