let start: usize = 0;
let capacity: usize = 0;

/**
 * Returns the address of a buffer of at least `size` bytes for the arguments of
 * one host call; the next call of `scratch` may move it.
 */
export function scratch(size: usize): usize {
  if (size > capacity) grow(size);
  return start;
}

function grow(size: usize): void {
  if (start != 0) heap.free(start);
  capacity = max<usize>(size, 256);
  start = heap.alloc(capacity);
}
