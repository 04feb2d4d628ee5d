import type { LocalReply } from "../message/local-reply.ts";
import type { HeaderMap } from "../message/header-map.ts";
import { managerReply } from "../message/proxy-replies.ts";
import { isUpgrade, keepsTrailers } from "./request-codec.ts";

const REQUEST_ID = "00000000-0000-4000-8000-000000000000";

/** What a client could tell the router, if Envoy took it for one of its own. */
const INTERNAL = new Set([
  "x-envoy-expected-rq-timeout-ms",
  "x-envoy-force-trace",
  "x-envoy-hedge-on-per-try-timeout",
  "x-envoy-internal",
  "x-envoy-ip-tags",
  "x-envoy-max-retries",
  "x-envoy-original-url",
  "x-envoy-retriable-header-names",
  "x-envoy-retriable-status-codes",
  "x-envoy-retry-grpc-on",
  "x-envoy-retry-on",
  "x-envoy-upstream-alt-stat-name",
  "x-envoy-upstream-rq-per-try-timeout-ms",
  "x-envoy-upstream-rq-timeout-alt-response",
  "x-envoy-upstream-rq-timeout-ms",
  "x-forwarded-client-cert",
]);

/** What is about the client's connection, and not about the request. */
const OF_CONNECTION = new Set([
  "keep-alive",
  "proxy-connection",
  "transfer-encoding",
]);

const UPGRADE = new Set(["connection", "upgrade"]);

/** What Envoy answers to a request before any filter has it. */
export interface Rejection {
  reply: LocalReply;
  /** Whether the connection is closed then, even if the request has ended. */
  closes: boolean;
}

/**
 * Tells a client that waits for it to go on; returns whether it has waited.
 *
 *     meetExpectation(headers) // false
 */
export function meetExpectation(headers: HeaderMap): boolean {
  if (headers.get("expect")?.toLowerCase() !== "100-continue") return false;
  headers.remove("expect");
  return true;
}

/**
 * Makes of a request's headers what Envoy's connection manager hands to the first
 * filter, from a client that it does not trust; returns what it answers instead, or
 * null. It takes the upgrades that are allowed, as `upgrade_configs` has them.
 *
 *     admit(headers, ["websocket"]) // null
 */
export function admit(
  headers: HeaderMap,
  allowed: readonly string[],
): Rejection | null {
  const rejection = rejectionOf(headers);
  if (rejection !== null) return rejection;
  const upgrades = isUpgrade(headers);
  if (!upgrades) headers.removeAny(UPGRADE);
  headers.removeAny(OF_CONNECTION);
  const te = headers.get("te") ?? "";
  if (te !== "") {
    if (keepsTrailers(te)) headers.put("te", "trailers");
    else headers.remove("te");
  }
  headers.removeAny(INTERNAL);
  const proto = headers.get("x-forwarded-proto") ?? "http";
  if (headers.get(":scheme") === undefined) {
    const scheme = proto.toLowerCase();
    headers.add(":scheme", scheme === "https" ? "https" : "http");
  }
  headers.put("x-forwarded-proto", proto);
  if (!headers.get("x-request-id")) headers.put("x-request-id", REQUEST_ID);
  const isAllowed = allowed.includes(headers.get("upgrade") ?? "");
  return upgrades && !isAllowed ? rejected(403, "upgrade_failed") : null;
}

function rejectionOf(headers: HeaderMap): Rejection | null {
  if (headers.get(":authority") === undefined) {
    return rejected(400, "missing_host_header");
  }
  const method = headers.get(":method");
  const path = headers.get(":path");
  if (path !== undefined && !path.startsWith("/")) {
    return rejected(404, "absolute_path_rejected", false);
  }
  if (method === "QUERY" && headers.get("content-type") === undefined) {
    return rejected(400, "query_missing_content_type");
  }
  if (path?.includes("#")) return rejected(400, "path_normalization_failed");
  return null;
}

function rejected(status: number, details: string, closes = true): Rejection {
  return { reply: managerReply(status, details), closes };
}
