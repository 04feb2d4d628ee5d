/**
 * What the compiler and `heap.alloc` call: blocks that their owner frees, such as the
 * bytes that the host writes. The transform puts these functions in place of the
 * compiler's memory manager (`transform/program/replace-runtime.js`); `block.ts` tells how the
 * heap works.
 */
import { allocateAny, Block, OWNED } from "./block";
import { HEAD } from "./free-blocks";

/** The compiler's limit for a block. */
const LARGEST: usize = (1 << 30) - HEAD;

/** Allocates a block that the caller frees; its contents are whatever was there. */
export function allocate(size: usize): usize {
  if (size > LARGEST) throw new Error("No block is larger than a gigabyte");
  const block = allocateAny((size + HEAD + 15) & ~15);
  store<usize>(block - HEAD, load<usize>(block - HEAD) | OWNED);
  return block;
}

/** Frees a block that `allocate` returned; does nothing for 0 and static memory. */
export function free(block: usize): void {
  if (block < __heap_base) return;
  const size = load<usize>(block - HEAD);
  if ((size & OWNED) == 0) throw new Error("A block is freed that is free");
  Block.free(block, size ^ OWNED);
}

/** Returns a block with the same contents and room for `size`; frees the other. */
export function reallocate(block: usize, size: usize): usize {
  const isStatic = block < __heap_base;
  const room = isStatic ? size : (load<usize>(block - HEAD) ^ OWNED) - HEAD;
  if (!isStatic && size <= room) return block;
  const moved = allocate(size);
  memory.copy(moved, block, room);
  free(block);
  return moved;
}
