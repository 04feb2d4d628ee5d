/**
 * What the proxy says about a gRPC call that failed. Envoy 1.40 leaves the server's
 * message percent-encoded, as gRPC sends it, and adds its own details, which name
 * where the failure arose:
 *
 *     not%20you{via_upstream}
 *     upstream request timeout{response_timeout}
 *     via_upstream                                  a server without a message
 *     response_timeout                              an answer that had begun
 *     upstream_reset_after_response_started{…}      the same, broken off
 */
import { GrpcStatus } from "../abi/grpc-status";
import { decode } from "../abi/utf8";

/**
 * Tells whether a call's time was over. Envoy 1.40 ends it with Unavailable, or with
 * Internal where the answer had begun.
 */
export function hasTimedOut(status: GrpcStatus, details: string): bool {
  if (status == GrpcStatus.DeadlineExceeded) return true;
  const isOwn =
    status == GrpcStatus.Unavailable || status == GrpcStatus.Internal;
  return isOwn && details == "response_timeout";
}

/** Returns the message without the details, decoded. */
export function messageOf(text: string): string {
  if (isOnlyDetails(text)) return "";
  const start = detailsStart(text);
  return percentDecoded(start < 0 ? text : text.slice(0, start));
}

/** Returns the details, `""` where the proxy gives none. */
export function detailsOf(text: string): string {
  if (isOnlyDetails(text)) return text;
  const start = detailsStart(text);
  return start < 0 ? "" : text.slice(start + 1, text.length - 1);
}

function isOnlyDetails(text: string): bool {
  return (
    text == "via_upstream" ||
    text == "response_timeout" ||
    text.startsWith("upstream_reset_after_response_started{")
  );
}

/** Returns where the brace opens that the last character closes, or -1. */
function detailsStart(text: string): i32 {
  if (!text.endsWith("}")) return -1;
  let depth = 0;
  for (let i = text.length - 1; i >= 0; i--) {
    const unit = text.charCodeAt(i);
    if (unit == 0x7d) depth++;
    else if (unit == 0x7b && --depth == 0) return i;
  }
  return -1;
}

/** Decodes `%XX`; what is not one stays, as gRPC wants it. */
function percentDecoded(text: string): string {
  if (!text.includes("%")) return text;
  const from = String.UTF8.encode(text);
  const start = changetype<usize>(from);
  const end = start + <usize>from.byteLength;
  let to = start;
  for (let at = start; at < end; at++) {
    const high = at + 2 < end ? digit(load<u8>(at, 1)) : -1;
    const low = at + 2 < end ? digit(load<u8>(at, 2)) : -1;
    if (load<u8>(at) == 0x25 && high >= 0 && low >= 0) {
      store<u8>(to++, <u8>((high << 4) | low));
      at += 2;
    } else {
      store<u8>(to++, load<u8>(at));
    }
  }
  return decode(start, to - start);
}

function digit(unit: i32): i32 {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  const letter = (unit | 0x20) - 0x61;
  return letter >= 0 && letter < 6 ? letter + 10 : -1;
}
