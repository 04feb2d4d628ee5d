/**
 * The heap: blocks of memory, one after another without gaps, each after a word with
 * its size. There is nothing at a block's end, and a block knows no neighbour:
 *
 *     memory  ┌────────┬───────┬──────┬───────┬──────┬───────┬ ─ ─ ─ ─ ─ ─ ─ ─ ┐
 *             │ static │ stack │ head │ block │ head │ block │  never used yet
 *             └────────┴───────┴──────┴───────┴──────┴───────┴ ─ ─ ─ ─ ─ ─ ─ ─ ┘
 *                                     ▲ FIRST        ▲         ▲ top, after room
 *                                                                for a head
 *
 *     head    ┌─────────────────────────────────┬──────┬───────┬──────┐
 *             │ size ÷ 16, the head included    │ seen │ owned │ free │
 *             └─────────────────────────────────┴──────┴───────┴──────┘
 *              31                              4    2       1       0
 *
 * A size is a multiple of 16, which leaves its low bits free. `OWNED` is set in a block
 * that `heap.ts` gave away, and clear in an object's and in a free one. `FREE` is set
 * only while blocks are merged, and `seen` only while a test checks the heap.
 *
 * **Allocate.** Take the first block of the list of that size (`free-list.ts`), where
 * there is one: for up to 1,008 bytes that is all. Otherwise take one from the list of
 * a larger size and give back the rest, or cut a new one off at `top`.
 *
 * **Free.** Put the block into the list of its size, where it waits for the next
 * request of that size. A filter allocates the same few sizes with each request, so
 * merging a block with its neighbours would only mean splitting them again.
 *
 * **When neither helps**, memory is short:
 *
 *     1. merge   walk through all blocks from FIRST to `top`, and make one free block of
 *                each run of free ones; a run that ends at `top` lowers it
 *     2. grow    ask the proxy for more memory: half of what there is, or less near its
 *                limit, in the end just what is needed
 *     3. merge   once more, where it was not done yet because it seemed not to pay
 *     4. end     log "The filter is out of memory" and trap
 *
 * A walk takes time in proportion to the number of blocks, so allocation pays for it:
 * after a merge the next one waits until 32 bytes were allocated for each block that
 * the walk came by, and until then memory grows. It also needs an eighth of the heap to
 * be free, as a merge of less seldom makes a block of the size that is needed.
 */
import { callIndirect } from "../abi/call-indirect";
import { outOfMemory } from "./out-of-memory";
import { addFree, FREE, HEAD, markFree, takeFree } from "./free-blocks";
import { FreeList, LARGEST_SMALL, roundToList } from "./free-list";

/** The address of the first block. */
export const FIRST: usize = (__heap_base + HEAD + 15) & ~15;

/** A bit of the head: its owner frees the block, not the collector. */
export const OWNED: usize = 2;

/** Pages that the memory may have: one less than there are, so that no address wraps. */
const MOST_PAGES: i32 = 0xffff;

/** The address that the next block of memory that was never used will have. */
let top: usize = FIRST;

/** The bytes of blocks that were allocated and not freed. */
let used: usize = 0;

/** The bytes to allocate before blocks are merged again. */
let untilMerge: isize = 0;

/** What a walk costs for each block, in allocated bytes. */
const BYTES_PER_BLOCK: isize = 32;

/** A block by its address, 16-aligned; a class, as only methods can be `@inline`. */
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
    return callIndirect(allocateAny)(size);
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

  /** The address that a block after all others would have. */
  static get top(): usize {
    return top;
  }
}

/** Allocates a block of any size, head included; for requests that are rare. */
export function allocateAny(least: usize): usize {
  const size = roundToList(least);
  let block = takeAny(size);
  for (let attempt = 0; block == 0; attempt++) {
    callIndirect(makeRoom)(size, attempt);
    block = takeAny(size);
  }
  used += size;
  untilMerge -= size;
  return block;
}

/** Takes a free block of a size, or one from unused memory; 0 where there is none. */
function takeAny(size: usize): usize {
  const block = takeFree(size);
  if (block != 0 || size > unusedBytes()) return block;
  const unused = top;
  top = unused + size;
  store<usize>(unused - HEAD, size);
  return unused;
}

/** Returns how many bytes there are at `top`, which nothing has used yet. */
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
  // Where little is free, a merge hardly ever makes a block of the size.
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
 * Gets memory ready for `wanted` bytes of new blocks. Returns how many there is room
 * for, `wanted` at most: near the limit of the memory half of what is left, so that
 * there is room for blocks that fit between no others.
 */
export function reserve(wanted: usize): usize {
  const left = freeBytes() + unusedBytes();
  if (left >= wanted || grow(wanted - left)) return wanted;
  // At least a part of what is used: each collection looks at all of it.
  return max((freeBytes() + unusedBytes()) >> 1, used >> 6);
}

/**
 * Returns where the memory begins that nothing has used, which ends where the memory
 * does, with room for `size` bytes at least. It is anyone's until a block is allocated.
 */
export function unusedMemory(size: usize): usize {
  if (unusedBytes() < size + HEAD && !grow(size + HEAD)) outOfMemory();
  return top;
}

/** Merges free blocks that touch. */
function mergeFree(): void {
  markFree();
  // Where the run of free blocks begins that the walk is in; 0 outside of one.
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
