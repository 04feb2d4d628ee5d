import { outAddress, outU64 } from "../abi/memory";
import { fillRandom } from "../api/random";

/** Takes the place of the compiler's `seed`, with which `Math.random` begins. */
export function seed(): f64 {
  const out = outAddress();
  fillRandom(out, 8);
  return reinterpret<f64>(outU64());
}
