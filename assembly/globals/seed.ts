import { outAddress, outU64 } from "../abi/memory";
import { monotonicNanoseconds, realtimeNanoseconds } from "../api/clock";
import { fillRandom } from "../crypto/random";

/**
 * Replaces the compiler's `seed`, with which `Math.random` begins: random
 * where the proxy gives random bytes, and else the time, as nobody may take what
 * `Math.random` answers for a secret.
 */
export function seed(): f64 {
  const isRandom = fillRandom(outAddress(), 8);
  return reinterpret<f64>(
    isRandom ? outU64() : realtimeNanoseconds() ^ monotonicNanoseconds(),
  );
}
