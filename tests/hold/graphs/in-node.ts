import { exportsOf } from "../../module/instance.ts";
import { STEPS_AT_ONCE } from "./steps.ts";

type Export = (...args: number[]) => number;

/** The most memory that the graphs take, whatever the collector is. */
const MOST_BYTES = 128 << 20;

/**
 * Takes steps with the graphs of a build; returns the number that they make, the same for
 * the same seed. Throws where an object or the heap is damaged.
 */
export async function inNode(
  wasm: string,
  seed: number,
  steps: number,
): Promise<number> {
  const exports = await exportsOf(wasm);
  const call = (name: string, ...args: number[]) =>
    (exports[name] as Export)(...args);
  call("begin", seed);
  let sum = 0;
  for (let taken = 0; taken < steps; taken += STEPS_AT_ONCE) {
    sum = call("steps", Math.min(STEPS_AT_ONCE, steps - taken)) >>> 0;
    call("collect");
    const own = "ownDamage" in exports ? call("ownDamage") : 0;
    const damaged = call("damage") + own;
    if (damaged > 0) throw new Error(`${damaged} objects at step ${taken}`);
    if ("holdDamage" in exports && call("holdDamage") !== 0) {
      throw new Error(`the heap is damaged at step ${taken}`);
    }
    const { byteLength } = (exports.memory as WebAssembly.Memory).buffer;
    if (byteLength > MOST_BYTES) {
      throw new Error(`${byteLength} bytes at step ${taken}`);
    }
  }
  return sum;
}
