/**
 * What the scripted host asks a module for between callbacks: an entry beside the filter's,
 * so that the SDK's checks are in the same module.
 */
import { Block, FIRST, OWNED } from "proxy-wasm-as/assembly/runtime/block";
import { findDamage } from "proxy-wasm-as/assembly/runtime/integrity";

const HEAD: usize = sizeof<u32>();

/** Returns what is damaged in the heap or its lists, or `null`. */
export function holdDamage(): string | null {
  return findDamage();
}

/** Returns how many blocks are their owners', and so not the collector's. */
export function holdOwnedBlocks(): i32 {
  let count = 0;
  let block = FIRST;
  while (block < Block.top) {
    const head = load<usize>(block - HEAD);
    if ((head & OWNED) != 0) count++;
    block += head & ~15;
  }
  return count;
}

/** Frees all objects that nothing refers to. */
export function holdCollect(): void {
  __collect();
}
