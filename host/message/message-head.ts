import type { Header, HeaderMap } from "./header-map.ts";

/** The most headers that a message may have; a name that Envoy joins counts once. */
export const MOST_HEADERS = 100;

/** What is wrong with the way a message states its length. */
export type FramingError = "both" | "content-length" | "transfer-encoding";

/**
 * What is wrong with the way a message states its length; null if nothing is.
 *
 *     framingError(new HeaderMap("request", { "content-length": "x" }))
 */
export function framingError(headers: HeaderMap): FramingError | null {
  const length = headers.get("content-length");
  const encoding = headers.get("transfer-encoding");
  if (length !== undefined && !/^\d+$/.test(length)) return "content-length";
  if (encoding === undefined) return null;
  if (length !== undefined) return "both";
  return encoding.toLowerCase() === "chunked" ? null : "transfer-encoding";
}

/**
 * How many bytes an HTTP/1.1 message takes before its body.
 *
 *     headSize("GET / HTTP/1.1", [["host", "a"]]) // 27
 */
export function headSize(start: string, headers: readonly Header[]): number {
  return headers.reduce(
    (sum, [name, value]) => sum + name.length + value.length + 4,
    start.length + 4,
  );
}
