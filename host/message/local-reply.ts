import type { Header } from "../abi/pairs.ts";
import { grpcStatusOf } from "./grpc-status.ts";
import { HeaderMap } from "./header-map.ts";

/** A response that the proxy sends in place of the upstream's. */
export interface LocalReply {
  status: number;
  headers: Header[];
  body: Buffer;
  details: string;
  /** Envoy's response flags that tell why, one bit each. */
  flags?: number;
  /** The gRPC status for a client that speaks gRPC. */
  grpcStatus?: number;
}

/**
 * Makes a response of a local reply, as Envoy does: text by default, and trailers-
 * only for a gRPC client.
 *
 *     localReplyParts({ status: 403, headers: [], body, details: "" }, null);
 */
export function localReplyParts(
  reply: LocalReply,
  request: HeaderMap | null,
  isHead = false,
): { headers: HeaderMap; body: Buffer } {
  const { status, body } = reply;
  const headers = new HeaderMap("response", [[":status", String(status)]]);
  for (const [name, value] of reply.headers) headers.add(name, value);
  if (isGrpc(request)) {
    const grpc = reply.grpcStatus ?? grpcStatusOf(status);
    headers.set(":status", "200");
    headers.set("content-type", "application/grpc");
    headers.set("grpc-status", String(grpc));
    const isSilent = body.length === 0 || isHead;
    if (!isSilent) headers.set("grpc-message", encodeMessage(body));
    return { headers, body: Buffer.alloc(0) };
  }
  if (body.length === 0) {
    headers.remove("content-length");
    headers.remove("content-type");
  } else {
    headers.set("content-length", String(body.length));
    if (headers.get("content-type") === undefined) {
      headers.add("content-type", "text/plain");
    }
  }
  return { headers, body };
}

function isGrpc(request: HeaderMap | null): boolean {
  if (request?.get(":path") === undefined) return false;
  const type = request.get("content-type") ?? "";
  return /^application\/grpc(\+|$)/.test(type);
}

/** Percent-encodes what a header must not hold. */
function encodeMessage(body: Buffer): string {
  return body
    .toString("latin1")
    .replace(
      /[^ -$&-~]/g,
      (byte) =>
        "%" + byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0"),
    );
}
