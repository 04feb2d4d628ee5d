/**
 * Blocks of memory. A block that is freed waits in the list of its size for the next
 * of that size, and nothing is merged until memory is short: then all free blocks that
 * touch become one, in one walk.
 *
 *     memory  ┌────────┬──────┬───────┬──────┬───────┬ ─ ─ ─ ─ ─ ─ ─ ─ ┐
 *             │ static │ head │ block │ head │ block │  never used yet
 *             └────────┴──────┴───────┴──────┴───────┴ ─ ─ ─ ─ ─ ─ ─ ─ ┘
 *                             ▲ FIRST        ▲         ▲ top, behind room for a head
 */
import { apart } from "../abi/apart";
import { addFree, FREE, HEAD, markFree, takeFree } from "./free-blocks";
import { FreeList, LARGEST_SMALL, roundToList } from "./free-list";

const FIRST: usize = (__heap_base + HEAD + 15) & ~15;

/** As a bit of the size: the block is its owner's to free, not the collector's. */
export const OWNED: usize = 2;

/** The address that the next block of memory that was never used will have. */
let top: usize = FIRST;

/** A block by its address, 16-aligned. */
export class Block {
  /** Allocates a block of up to a gigabyte. */
  @inline
  static allocate(payload: usize): usize {
    const size = (payload + HEAD + 15) & ~15;
    if (size <= LARGEST_SMALL) {
      const block = FreeList.ofSmall(size).take();
      if (block != 0) return block;
    }
    return apart(allocateOther)(size);
  }

  /** Frees a block. */
  @inline
  static free(block: usize): void {
    addFree(block, load<usize>(block - HEAD));
  }

  /** Returns how many bytes a block has room for. */
  @inline
  static room(block: usize): usize {
    return load<usize>(block - HEAD) - HEAD;
  }
}

/** Allocates a block of a size where its list is empty, or it is large. */
function allocateOther(least: usize): usize {
  const size = roundToList(least);
  for (let isShort = false; ; isShort = true) {
    const block = takeFree(size);
    if (block != 0) return block;
    if (!isBeyondEnd(size)) break;
    apart(makeRoom)(size, isShort);
  }
  const block = top;
  top = block + size;
  store<usize>(block - HEAD, size);
  return block;
}

function isBeyondEnd(size: usize): bool {
  return top + size > ((<usize>memory.size()) << 16) + HEAD;
}

function makeRoom(size: usize, isShort: bool): void {
  const quarter = top >> 2;
  // Where less is free, merging over and over would take longer than it is worth.
  if (!isShort && mergeFree() >= quarter) return;
  const needed = <i32>((size + 0xffff) >> 16);
  // Twice as much, so that growing stays rare.
  if (memory.grow(max(memory.size(), needed)) >= 0) return;
  if (memory.grow(needed) < 0) unreachable();
}

/** Merges free blocks that touch, and returns how many bytes are free in all. */
function mergeFree(): usize {
  markFree();
  let sum: usize = 0;
  // Where the free blocks begin that the walk has come through; 0 behind others.
  let first: usize = 0;
  let block = FIRST;
  while (block < top) {
    const size = load<usize>(block - HEAD);
    if ((size & FREE) != 0) {
      if (first == 0) first = block;
    } else if (first != 0) {
      addFree(first, block - first);
      sum += block - first;
      first = 0;
    }
    block += size & ~(FREE | OWNED);
  }
  if (first != 0) {
    top = first;
    sum += block - first;
  }
  return sum;
}
