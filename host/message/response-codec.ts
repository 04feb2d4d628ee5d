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
  /** Whether the request asks for another protocol; false by default. */
  upgrades?: boolean;
}

export interface ReadResponse {
  headers: HeaderMap;
  /** Whether it ends with its headers: anything that follows is ignored. */
  endOfStream: boolean;
  /** Whether it ends behind them, whatever follows. */
  isBodiless: boolean;
}

/** What may come before a response, such as 103: the codec takes it for itself. */
export const INTERIM = "interim";

/** The status of a connection that changes its protocol. */
const SWITCHING = 101;

const MOST_BYTES = 80 * 1024;

/**
 * Reads a response as Envoy's HTTP/1.1 codec does; null where it breaks the
 * protocol, so that Envoy answers 502. A status below 200 comes before a response, except
 * 101, which is one without a body, and numbers outside the range of statuses.
 *
 *     readResponse({ status: 204 }, { method: "GET", hasBody: true }) // null
 */
export function readResponse(
  { status = 200, headers: given }: ResponseHead,
  { method, hasBody, upgrades = false }: Answered,
): ReadResponse | typeof INTERIM | null {
  if (!Number.isInteger(status) || status < 0) return null;
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
  if (status === 204 || status < 200) {
    const isFilled = hasBody && status !== SWITCHING;
    if (isFilled || (isFramed && Number(length ?? 1) > 0)) return null;
    headers.remove("content-length");
  }
  if (isInterim(status)) return INTERIM;
  headers.remove("keep-alive");
  const isBare = method === "HEAD" || status === 304;
  // Where the codec allows no body by itself, the end comes separately.
  return {
    headers,
    endOfStream: isBare || (!hasBody && status >= 200),
    isBodiless: status === SWITCHING && !upgrades,
  };
}

/**
 * Whether a status is one of what comes before a response.
 *
 *     isInterim(103) // true
 */
export function isInterim(status = 200): boolean {
  return status >= 100 && status < 200 && status !== SWITCHING;
}
