/**
 * Words of the shadow stack that are not where they were: in a block, or for the compiler's
 * collector, which does not know of these, in an array of objects that is pinned.
 */
import { HAS_COMPILER_RUNTIME } from "../features";

/** The class of the objects does not matter: the collector reads it from each. */
type Words = StaticArray<ArrayBuffer | null>;

/** Copies words; returns where the copy is. */
export function holdWords(from: usize, size: usize): usize {
  const to = HAS_COMPILER_RUNTIME
    ? __pin(__new(size, idof<Words>()))
    : heap.alloc(size);
  memory.copy(to, from, size);
  return to;
}

/** Frees what `holdWords` returned. */
export function releaseWords(words: usize): void {
  if (HAS_COMPILER_RUNTIME) __unpin(words);
  else heap.free(words);
}

/** How many bytes frames may have where the compiler's memory manager is used. */
const ROOM: usize = 65_536;

/** Returns memory for frames where the compiler's memory manager is used. */
export function reservedMemory(size: usize): usize {
  return memory.data(65_536, 4);
}

/** Returns where the memory for frames ends that begins at an address. */
export function frameLimit(start: usize): usize {
  return HAS_COMPILER_RUNTIME ? start + ROOM : (<usize>memory.size()) << 16;
}
