/**
 * Holds objects in every way that the language has, while garbage is collected and
 * written over: each `hold…` mixes what it held into a checksum.
 */
import { findDamage } from "proxy-wasm-as/assembly/runtime/integrity";
import { sum } from "./garbage";

export { setJunk } from "./garbage";
export * from "./expressions";
export * from "./calls";
export * from "./containers";
export * from "./flow";
export * from "./classes";
export * from "./inlined";
export * from "./start";

/** Returns the checksum so far. */
export function checksum(): u32 {
  return sum;
}

/** Returns what is damaged in the heap, in its length, or 0. */
export function damage(): i32 {
  const found = findDamage();
  return found == null ? 0 : found.length;
}
