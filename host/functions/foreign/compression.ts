import { deflateSync, inflateSync } from "node:zlib";
import { SERIALIZATION_FAILURE } from "../../abi/status.ts";
import type { ForeignCall } from "./foreign-call.ts";

/**
 * Compresses the argument in zlib's format. The bytes may differ from Envoy's, as
 * they depend on the version of zlib.
 *
 *     compress(call)
 */
export function compress({ argument }: ForeignCall): Uint8Array {
  return deflateSync(argument);
}

/** Decompresses zlib's format; returns SerializationFailure for anything else. */
export function uncompress({ argument }: ForeignCall): Uint8Array | number {
  try {
    return inflateSync(argument);
  } catch {
    return SERIALIZATION_FAILURE;
  }
}
