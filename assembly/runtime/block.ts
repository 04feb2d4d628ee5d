/**
 * Blocks of memory. A block that is freed waits in the list of its size for the next
 * of that size. When memory is short, free blocks that touch are merged into one, in
 * one walk over all blocks, or the memory grows:
 *
 *     memory  ┌────────┬───────┬──────┬───────┬──────┬───────┬ ─ ─ ─ ─ ─ ─ ─ ─ ┐
 *             │ static │ stack │ head │ block │ head │ block │  never used yet
 *             └────────┴───────┴──────┴───────┴──────┴───────┴ ─ ─ ─ ─ ─ ─ ─ ─ ┘
 *                                     ▲ FIRST        ▲         ▲ top, behind room
 *                                                                for a head
 *
 * A walk takes as long as there are blocks. It is paid for by what is allocated: the
 * next one waits for 32 bytes for each block that the last one came by, and the memory
 * grows by half of its size until then. Near the proxy's limit it grows by less, in the
 * end by what is needed.
 */
import { apart } from "../abi/apart";
import { outOfMemory } from "../abi/end-filter";
import { addFree, FREE, HEAD, markFree, takeFree } from "./free-blocks";
import { FreeList, LARGEST_SMALL, roundToList } from "./free-list";

/** The address of the first block. */
export const FIRST: usize = (__heap_base + HEAD + 15) & ~15;

/** As a bit of the size: the block is its owner's to free, not the collector's. */
export const OWNED: usize = 2;

/** Pages that the memory may have: one less than there are, so that no address wraps. */
const MOST_PAGES: i32 = 0xffff;

/** The address that the next block of memory that was never used will have. */
let top: usize = FIRST;

/** The bytes of blocks that were allocated and not freed. */
let used: usize = 0;

/** The bytes to allocate before blocks are merged again. */
let untilMerge: isize = 0;

/** What a walk costs for each block, in bytes that are allocated. */
const BYTES_PER_BLOCK: isize = 32;

/** A block by its address, 16-aligned. */
export class Block {
  /** Allocates a block of up to a gigabyte. */
  @inline
  static allocate(payload: usize): usize {
    const size = (payload + HEAD + 15) & ~15;
    if (size <= LARGEST_SMALL) {
      const block = FreeList.ofSmall(size).take();
      if (block != 0) {
        used += size;
        return block;
      }
    }
    return apart(allocateAny)(size);
  }

  /** Frees a block, whose size has no bits set. */
  @inline
  static free(block: usize, size: usize): void {
    used -= size;
    addFree(block, size);
  }

  /** Returns the size of an object's block, its head included. */
  @inline
  static size(block: usize): usize {
    return load<usize>(block - HEAD);
  }

  /** Returns how many bytes an object's block has room for. */
  @inline
  static room(block: usize): usize {
    return Block.size(block) - HEAD;
  }

  /** The bytes of blocks that were allocated and not freed, heads included. */
  @inline
  static get used(): usize {
    return used;
  }

  /** The address that a block behind all others would have. */
  static get top(): usize {
    return top;
  }
}

/** Allocates a block of any size, heads included; for what is seldom run. */
export function allocateAny(least: usize): usize {
  const size = roundToList(least);
  let block = takeAny(size);
  for (let attempt = 0; block == 0; attempt++) {
    apart(makeRoom)(size, attempt);
    block = takeAny(size);
  }
  used += size;
  untilMerge -= size;
  return block;
}

/** Takes a block of a size that is free, or was never used; 0 where there is none. */
function takeAny(size: usize): usize {
  const block = takeFree(size);
  if (block != 0 || size > unusedBytes()) return block;
  const unused = top;
  top = unused + size;
  store<usize>(unused - HEAD, size);
  return unused;
}

/** Returns how many bytes there are behind `top`, where nothing was used yet. */
function unusedBytes(): usize {
  return ((<usize>memory.size()) << 16) + HEAD - top;
}

/** Returns how many bytes free blocks have. */
function freeBytes(): usize {
  return top - FIRST - used;
}

/** Merges free blocks or grows the memory; ends the filter where neither helps. */
function makeRoom(size: usize, attempt: i32): void {
  const found = freeBytes();
  // Where little is free, merging hardly ever makes a block of a size.
  const pays = untilMerge <= 0 && found >= top >> 3;
  if (attempt == 0 && pays) return mergeFree();
  if (grow(size)) return;
  // The last resort; where next to nothing is free it would only take time.
  if (attempt == 2 || found < top >> 6) outOfMemory();
  mergeFree();
}

/** Grows the memory by room for `size`, better by half; returns whether it could. */
function grow(size: usize): bool {
  const needed = <i32>((size + 0xffff) >> 16);
  let pages = memory.size();
  do {
    pages = max(pages >> 1, needed);
    if (memory.size() + pages <= MOST_PAGES && memory.grow(pages) >= 0) {
      return true;
    }
  } while (pages != needed);
  return false;
}

/**
 * Has memory ready for `wanted` bytes of new blocks; returns how many there will be
 * room for, `wanted` at most. Near the limit of the memory it is half of what is left,
 * so that there is room for blocks that no longer fit between others.
 */
export function reserve(wanted: usize): usize {
  const left = freeBytes() + unusedBytes();
  if (left >= wanted || grow(wanted - left)) return wanted;
  // Not less than a part of what is used: each collection looks at all of it.
  return max((freeBytes() + unusedBytes()) >> 1, used >> 6);
}

/** Merges free blocks that touch. */
function mergeFree(): void {
  markFree();
  // Where the free blocks begin that the walk has come through; 0 behind others.
  let first: usize = 0;
  let block = FIRST;
  let price: isize = 0;
  while (block < top) {
    const size = load<usize>(block - HEAD);
    price += BYTES_PER_BLOCK;
    if ((size & FREE) != 0) {
      if (first == 0) first = block;
    } else if (first != 0) {
      addFree(first, block - first);
      first = 0;
    }
    block += size & ~(FREE | OWNED);
  }
  if (first != 0) top = first;
  untilMerge = price;
}
