/**
 * What scripts need where the runtime is the compiler's: its collector does not know of
 * blocks with words of the shadow stack, which are in arrays of objects that are pinned.
 */
import { HAS_COMPILER_RUNTIME } from "../features";

/** The class of the objects does not matter: the collector reads it from each. */
type Words = StaticArray<ArrayBuffer | null>;

/** Copies words for the compiler's collector; returns where the copy is. */
export function holdWords(from: usize, size: usize): usize {
  const to = __pin(__new(size, idof<Words>()));
  memory.copy(to, from, size);
  return to;
}

/** Returns the bytes of what `holdWords` returned. */
export function heldSize(words: usize): usize {
  return changetype<Words>(words).length << alignof<usize>();
}

/** Lets go of what `holdWords` returned. */
export function releaseWords(words: usize): void {
  __unpin(words);
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
