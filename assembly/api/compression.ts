import { callForeignFunction } from "./foreign-function";
import { Status } from "../abi/enums";

/**
 * Returns data in zlib's format, RFC 1950, which has no gzip header; HTTP calls it
 * `deflate`. `null` where the proxy has no `compress`, as Envoy has.
 *
 * ```ts
 * const packed = compress(Uint8Array.wrap(String.UTF8.encode("a text")));
 * if (packed != null) SharedData.setBytes("packed", packed);
 * ```
 */
export function compress(data: Uint8Array): Uint8Array | null {
  return transform("compress", data);
}

/**
 * Returns what data in zlib's format holds, or `null` where it is not complete and valid, or
 * the proxy has no `uncompress`.
 *
 * Envoy 1.40 sets no limit to what comes out, and a module without memory for it traps:
 * never pass what a client sent.
 *
 * ```ts
 * const packed = SharedData.getBytes("packed");
 * const text = packed != null ? uncompress(packed) : null;
 * if (text != null) log.info(String.UTF8.decode(text.buffer));
 * ```
 */
export function uncompress(data: Uint8Array): Uint8Array | null {
  return transform("uncompress", data);
}

function transform(name: string, data: Uint8Array): Uint8Array | null {
  const result = callForeignFunction(name, data);
  return result.status == Status.Ok ? result.bytes() : null;
}
