import { findDamage } from "proxy-wasm-as/assembly/runtime/integrity";

/** Blocks of memory, for tests that call a module as no proxy would. */
export function allocate(size: usize): usize {
  return heap.alloc(size);
}

export function reallocate(block: usize, size: usize): usize {
  return heap.realloc(block, size);
}

export function free(block: usize): void {
  heap.free(block);
}

/** A block of static memory. */
export function staticBlock(): usize {
  return memory.data<u8>([1, 2, 3, 4]);
}

/** Tells whether the heap is as it should be. */
export function isWhole(): bool {
  return findDamage() == null;
}
