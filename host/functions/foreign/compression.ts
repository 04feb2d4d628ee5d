import { deflateSync, inflateSync } from "node:zlib";
import { SERIALIZATION_FAILURE } from "../../abi/status.ts";
import type { ForeignCall } from "./foreign-call.ts";

/**
 * Packs the argument in zlib's format. The bytes need not be Envoy's: they depend
 * on the version of zlib.
 *
 *     compress(call)
 */
export function compress({ argument }: ForeignCall): Uint8Array {
  return deflateSync(argument);
}

/** Unpacks what is in zlib's format; SerializationFailure where it is not. */
export function uncompress({ argument }: ForeignCall): Uint8Array | number {
  try {
    return inflateSync(argument);
  } catch {
    return SERIALIZATION_FAILURE;
  }
}
