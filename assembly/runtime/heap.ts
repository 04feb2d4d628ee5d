/**
 * The memory manager, in the place of the compiler's (`transform/replace-runtime.js`):
 * made for what a request takes and gives back.
 */
import { allocateAny, Block, OWNED } from "./block";
import { HEAD } from "./free-blocks";

/** The compiler's limit for a block. */
const LARGEST: usize = (1 << 30) - HEAD;

/** Allocates a block, which is the caller's to free; its contents are what was there. */
export function allocate(size: usize): usize {
  if (size > LARGEST) throw new Error("No block is larger than a gigabyte");
  const block = allocateAny((size + HEAD + 15) & ~15);
  store<usize>(block - HEAD, load<usize>(block - HEAD) | OWNED);
  return block;
}

/** Frees a block of `allocate`; does nothing for 0 and for static memory. */
export function free(block: usize): void {
  if (block < __heap_base) return;
  const size = load<usize>(block - HEAD);
  if ((size & OWNED) == 0) throw new Error("A block is freed that is free");
  Block.free(block, size ^ OWNED);
}

/** Returns a block of `allocate` with the same contents and room for `size`. */
export function reallocate(block: usize, size: usize): usize {
  const isStatic = block < __heap_base;
  const room = isStatic ? size : (load<usize>(block - HEAD) ^ OWNED) - HEAD;
  if (!isStatic && size <= room) return block;
  const moved = allocate(size);
  memory.copy(moved, block, room);
  free(block);
  return moved;
}
