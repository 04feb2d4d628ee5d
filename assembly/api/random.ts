import { random_get } from "../abi/wasi_snapshot_preview1";

/** Envoy refuses to fill more than this in one call. */
const MAX_FILL: usize = 1 << 16;

/** Fills memory with random bytes from the proxy; throws where it gives none. */
export function fillRandom(target: usize, size: usize): void {
  for (let done: usize = 0; done < size; done += MAX_FILL) {
    if (random_get(target + done, min(size - done, MAX_FILL)) != 0) {
      throw new Error("Cannot get random bytes: the proxy refused random_get");
    }
  }
}
