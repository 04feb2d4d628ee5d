import { notEmulated } from "../base/host-error.ts";
import type { UpstreamAnswer } from "./exchange.ts";
import { HeaderMap, headerPairs } from "./header-map.ts";
import { hasControls, isToken, trimmed } from "./header-syntax.ts";
import { framingError, headSize, MOST_HEADERS } from "./message-head.ts";

/** The status and headers of an upstream's response. */
export type ResponseHead = Pick<UpstreamAnswer, "status" | "headers">;

/** What the codec knows besides the head of a response. */
export interface Answered {
  method: string | undefined;
  /** Whether the upstream sends anything after the headers. */
  hasBody: boolean;
}

export interface ReadResponse {
  headers: HeaderMap;
  /** Whether anything that follows is ignored. */
  endOfStream: boolean;
}

const MOST_BYTES = 80 * 1024;

/**
 * Reads a response as Envoy's HTTP/1.1 codec does; null where it breaks the
 * protocol, so that Envoy answers 502.
 *
 *     readResponse({ status: 204 }, { method: "GET", hasBody: true }) // null
 */
export function readResponse(
  { status = 200, headers: given }: ResponseHead,
  { method, hasBody }: Answered,
): ReadResponse | null {
  if (!Number.isInteger(status) || status < 0) return null;
  if (status >= 100 && status < 200) {
    throw notEmulated(`A response with the status ${status}`);
  }
  const pairs = headerPairs(given);
  const headers = new HeaderMap("response", [[":status", String(status)]]);
  for (const [name, value] of pairs) {
    if (!isToken(name) || hasControls(value)) return null;
    headers.add(name, trimmed(value));
  }
  const length = headers.get("content-length");
  const isFramed =
    length !== undefined || headers.get("transfer-encoding") !== undefined;
  // Counts what the upstream adds to frame its body; the status is not a header.
  const count = headers.size - 1 + Number(hasBody && !isFramed);
  if (count > MOST_HEADERS) return null;
  if (headSize(`HTTP/1.1 ${status} OK`, pairs) > MOST_BYTES) return null;
  const error = framingError(headers);
  // Nobody reads the body of a 304.
  const isUnread = status === 304 && !length?.includes(",");
  if (error !== null && !(error === "content-length" && isUnread)) return null;
  if (status === 204 || status < 100) {
    if (hasBody || (isFramed && Number(length ?? 1) > 0)) return null;
    headers.remove("content-length");
  }
  headers.remove("keep-alive");
  const isBare = method === "HEAD" || status === 304;
  // After a number that is not a status, the end comes separately.
  return { headers, endOfStream: isBare || (!hasBody && status >= 100) };
}
