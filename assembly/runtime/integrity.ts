/**
 * Checks the heap for damage. Only tests import it, so no filter has its code. It walks
 * through all blocks, then through each free list, then through all objects: every
 * block has to be free, an object's, or its owner's, and only one of these.
 */
import { Block, FIRST, OWNED } from "./block";
import { END, lastObject, objectBefore } from "./collector";
import { FREE, HEAD } from "./free-blocks";
import { FreeList } from "./free-list";

/** A bit of the head, while a check runs: the block was seen in a list. */
const SEEN: usize = 4;

const BITS: usize = OWNED | FREE | SEEN;

/** Returns what is damaged, or `null`. Allocates nothing. */
export function findDamage(): string | null {
  if (!isWalkable()) return "a block ends outside of the heap";
  const free = freeBytes();
  if (free == DAMAGED)
    return "a free list holds a block that is not free, or of another size";
  const objects = objectBytes();
  if (objects == DAMAGED) return "an object has no block of its own";
  const owned = ownedBytes();
  if (objects + owned != Block.used)
    return "what is used was not counted right";
  if (free + objects + owned != Block.top - FIRST) return "a block is lost";
  return null;
}

const DAMAGED: usize = usize.MAX_VALUE;

/** Walks through all blocks, by their sizes, to the end. */
function isWalkable(): bool {
  let block = FIRST;
  while (block < Block.top) {
    const size = sizeOf(block);
    if (size < 16 || (size & 15) != 0) return false;
    block += size;
  }
  return block == Block.top;
}

function freeBytes(): usize {
  let sum: usize = 0;
  for (let list = FreeList.all; list.isOne; list = list.next) {
    for (let block = list.last; block != 0; block = load<usize>(block)) {
      if (!isPlain(block)) return DAMAGED;
      const size = sizeOf(block);
      if (changetype<usize>(FreeList.of(size)) != changetype<usize>(list)) {
        return DAMAGED;
      }
      mark(block);
      sum += size;
    }
  }
  return sum;
}

function objectBytes(): usize {
  let sum: usize = 0;
  let object = lastObject();
  for (; object != END; object = objectBefore(object)) {
    // A static object has no block.
    if (object < __heap_base) continue;
    if (!isPlain(object)) return DAMAGED;
    mark(object);
    sum += sizeOf(object);
  }
  return sum;
}

/** Adds up the blocks that are their owners', and clears the marks of all. */
function ownedBytes(): usize {
  let sum: usize = 0;
  for (let block = FIRST; block < Block.top; block += sizeOf(block)) {
    const head = load<usize>(block - HEAD);
    if ((head & OWNED) != 0) sum += sizeOf(block);
    store<usize>(block - HEAD, head & ~SEEN);
  }
  return sum;
}

/** Tells whether a block is in the heap, without an owner, and was not seen yet. */
function isPlain(block: usize): bool {
  if (block < FIRST || block >= Block.top || (block & 15) != 0) return false;
  return (load<usize>(block - HEAD) & BITS) == 0;
}

function sizeOf(block: usize): usize {
  return load<usize>(block - HEAD) & ~BITS;
}

function mark(block: usize): void {
  store<usize>(block - HEAD, load<usize>(block - HEAD) | SEEN);
}
