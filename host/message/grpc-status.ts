import type { HeaderMap } from "./header-map.ts";

const STATUS_OF_CODE: Record<number, number> = {
  400: 13,
  401: 16,
  403: 7,
  404: 12,
  429: 14,
  502: 14,
  503: 14,
  504: 14,
};

const UNKNOWN = 2;
const LAST = 16;
const INVALID = -1;

/**
 * The gRPC status for an HTTP status.
 *
 *     grpcStatusOf(503) // 14
 */
export function grpcStatusOf(code: number): number {
  return STATUS_OF_CODE[code] ?? UNKNOWN;
}

/**
 * The gRPC status that Envoy derives from any response, even if it is not gRPC: from
 * its trailers, its headers or its HTTP status; null where it has none of them.
 *
 *     responseGrpcStatus(null, null, 200) // 2
 */
export function responseGrpcStatus(
  headers: HeaderMap | null,
  trailers: HeaderMap | null,
  code: number | null,
): number | null {
  const sent = trailers?.get("grpc-status") || headers?.get("grpc-status");
  if (!sent) return code === null ? null : grpcStatusOf(code);
  return /^\d+$/.test(sent) && Number(sent) <= LAST ? Number(sent) : INVALID;
}
