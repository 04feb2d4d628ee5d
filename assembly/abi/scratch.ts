import { callIndirect } from "./call-indirect";

/** A larger buffer is given up when a small one will do. */
const KEEP: usize = 1 << 16;

/** The buffer; static memory, as globals would cost a name each. */
@unmanaged
class Scratch {
  start: usize = 0;
  capacity: usize = 0;
}

const buffer = changetype<Scratch>(memory.data(8, 4));

/**
 * Returns the address of a buffer of at least `size` bytes for the arguments of
 * one host call; the next call of `scratch` may move it.
 */
export function scratch(size: usize): usize {
  if (size > buffer.capacity || (buffer.capacity > KEEP && size <= KEEP)) {
    callIndirect(replace)(size);
  }
  return buffer.start;
}

function replace(size: usize): void {
  const capacity = max<usize>(size, 256);
  if (buffer.start != 0) heap.free(buffer.start);
  buffer.capacity = capacity;
  buffer.start = heap.alloc(capacity);
}
