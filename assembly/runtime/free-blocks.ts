/** All free blocks: one list for each size, or for a range of large sizes. */
import { FreeList } from "./free-list";

/** Bytes of a block before its address: its size, these included. */
export const HEAD: usize = sizeof<u32>();

/** A bit of the head: the block was found free, and is being merged. */
export const FREE: usize = 1;

/** Frees a block of a size. */
export function addFree(block: usize, size: usize): void {
  store<usize>(block - HEAD, size);
  FreeList.of(size).add(block);
}

/**
 * Takes a block of a size that `roundToList` returned; 0 where none is large enough.
 * The rest of a larger one becomes a free block of its own.
 */
export function takeFree(size: usize): usize {
  for (let list = FreeList.of(size); list.isOne; list = list.next) {
    const block = list.take();
    if (block == 0) continue;
    const rest = load<usize>(block - HEAD) - size;
    if (rest != 0) {
      store<usize>(block - HEAD, size);
      addFree(block + size, rest);
    }
    return block;
  }
  return 0;
}

/** Empties all lists, and marks what was in them as `FREE`. */
export function markFree(): void {
  for (let list = FreeList.all; list.isOne; list = list.next) {
    for (let block = list.takeAll(); block != 0; block = load<usize>(block)) {
      store<usize>(block - HEAD, load<usize>(block - HEAD) | FREE);
    }
  }
}
