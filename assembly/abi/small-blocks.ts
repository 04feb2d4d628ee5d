/**
 * Blocks of memory that the collector has freed, kept by their size for the next
 * object of that size: the memory manager would merge each with its neighbours,
 * only to part them again. The transform has the `minimal` collector come here.
 *
 * A block is the memory manager's own, in use as far as it knows, and begins with
 * the address of the next one in its list:
 *
 *     block   ┌────────────┬──────────┬──────────────────────┐
 *             │ size, tags │   next   │  rest of the payload │
 *             └────────────┴──────────┴──────────────────────┘
 *                          ▲ address, 16-aligned; sizes are 12, 28, 44 …
 */
import { spend } from "./turn";

const OVERHEAD: usize = sizeof<u32>();
const TAGS: usize = 3;

/** The largest payload that has a list. */
const LARGEST: usize = 1020;

/** How many blocks are kept, which bounds what they take. */
const MOST: u32 = 4096;

/** The first block of each list, or 0; behind them how many there are in all. */
const LISTS = memory.data(260, 4);
const COUNT = LISTS + 256;

/** Allocates a block of at least `size` bytes and returns its address. */
export function allocateSmall(size: usize): usize {
  if (size > LARGEST) {
    // The sooner a large one is free, the less memory is needed for the next.
    spend(size);
    return __alloc(size);
  }
  const list = LISTS + listOffset(size + OVERHEAD - 1);
  const block = load<usize>(list);
  if (block == 0) return __alloc(size);
  store<usize>(list, load<usize>(block));
  store<u32>(COUNT, load<u32>(COUNT) - 1);
  return block;
}

/** Frees a block of the memory manager's. */
export function freeSmall(block: usize): void {
  const size = (<usize>load<u32>(block - OVERHEAD)) & ~TAGS;
  const count = load<u32>(COUNT);
  if (size > LARGEST || count == MOST) return __free(block);
  const list = LISTS + listOffset(size);
  store<usize>(block, load<usize>(list));
  store<usize>(list, block);
  store<u32>(COUNT, count + 1);
}

function listOffset(size: usize): usize {
  return (size >> 4) << 2;
}
