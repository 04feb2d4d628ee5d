import { random_get } from "../abi/wasi_snapshot_preview1";

/** Envoy refuses to fill more than this in one call. */
const MAX_FILL: usize = 1 << 16;

/** Fills memory with random bytes; false where the proxy gives none. */
export function fillRandom(target: usize, size: usize): bool {
  for (let done: usize = 0; done < size; done += MAX_FILL) {
    if (random_get(target + done, min(size - done, MAX_FILL)) != 0)
      return false;
  }
  return true;
}

/**
 * Returns random bytes that are fit for secrets, or `null` where the proxy gives
 * none: where its configuration restricts the capability `random_get`.
 *
 * `crypto.getRandomValues` cannot say so and throws there. May be called in every
 * callback and in module scope.
 *
 * ```ts
 * const nonce = randomBytes(16);
 * if (nonce != null) log.info(nonce.toString());
 * ```
 */
export function randomBytes(size: i32): Uint8Array | null {
  const bytes = new Uint8Array(size);
  return fillRandom(bytes.dataStart, size) ? bytes : null;
}
