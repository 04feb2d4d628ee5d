import type { HeaderMap } from "../message/header-map.ts";
import { listOf } from "../message/header-syntax.ts";
import type { LocalReply } from "../message/local-reply.ts";
import { managerReply } from "../message/proxy-replies.ts";
import {
  isUpgrade,
  keepsTrailers,
  readRequest,
  type RequestHead,
} from "./request-codec.ts";

const REQUEST_ID = "00000000-0000-4000-8000-000000000000";

/**
 * Headers by which a client could command the router, if Envoy took it for an
 * internal one.
 */
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

/** Headers about the client's connection rather than the request. */
const OF_CONNECTION = new Set([
  "keep-alive",
  "proxy-connection",
  "transfer-encoding",
]);

const UPGRADE = new Set(["connection", "upgrade"]);

/** What reaches the filters of a request's headers. */
export interface Arrival {
  /** As the first filter gets them; null where the codec could not read them. */
  headers: HeaderMap | null;
  endOfStream: boolean;
  /** Whether the connection is closed after the response. */
  closes: boolean;
  isHead: boolean;
  /** Whether Envoy has told the client to continue. */
  toldToContinue: boolean;
  /** What Envoy answers by itself; null where the filters get the request. */
  reply: LocalReply | null;
}

/** What the connection manager knows besides a request's head. */
export interface ConnectionOptions {
  /** The upgrades that it accepts; none by default. */
  upgrades?: readonly string[];
  /** Whether the client speaks TLS. */
  isTls?: boolean;
}

/**
 * Takes a request through Envoy's codec and connection manager, which accepts the
 * given upgrades and refuses others.
 *
 *     arrive({ path: "/a#b" }, true).reply?.status // 400
 */
export function arrive(
  head: RequestHead,
  endOfStream: boolean,
  { upgrades = [], isTls = false }: ConnectionOptions = {},
): Arrival {
  const { headers, refusal } = readRequest(head, !endOfStream);
  if (headers === null) {
    // The method is unknown.
    const isHead = false;
    const toldToContinue = false;
    return {
      headers,
      endOfStream,
      closes: true,
      isHead,
      toldToContinue,
      reply: refusal,
    };
  }
  const method = headers.get(":method");
  const isClosing = listOf(headers.get("connection") ?? "").some(
    (each) => each.toLowerCase() === "close",
  );
  const toldToContinue = meetExpectation(headers);
  const rejection = admit(headers, upgrades, isTls);
  return {
    headers,
    // What follows belongs to the tunnel, or to the other protocol.
    endOfStream: endOfStream && method !== "CONNECT" && !isUpgrade(headers),
    closes: isClosing || (rejection?.closes ?? false),
    isHead: method === "HEAD",
    toldToContinue,
    reply: rejection?.reply ?? null,
  };
}

/** What Envoy answers before any filter sees the request. */
interface Rejection {
  reply: LocalReply;
  /** Whether the connection is closed, even if the request has ended. */
  closes: boolean;
}

/** Tells a client that expects it to continue; returns whether it did. */
function meetExpectation(headers: HeaderMap): boolean {
  if (headers.get("expect")?.toLowerCase() !== "100-continue") return false;
  headers.remove("expect");
  return true;
}

/**
 * Prepares the headers from an untrusted client for the first filter, as Envoy's
 * connection manager does. Returns what it answers instead, or null. `allowed` are
 * the upgrades of `upgrade_configs`.
 */
function admit(
  headers: HeaderMap,
  allowed: readonly string[],
  isTls: boolean,
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
  const own = isTls ? "https" : "http";
  const proto = headers.get("x-forwarded-proto") ?? own;
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
