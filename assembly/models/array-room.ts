/** Where an array has its buffer, the address in it, and how much there is and is used. */
export const DATA: usize = 4;
export const ROOM: usize = 8;
export const LENGTH: usize = 12;

/** How many bytes an array has itself. */
export const ARRAY: usize = 16;

/** The room that an array gets first, in bytes. */
const FIRST_ROOM: usize = 32;

/**
 * Has an array, given by its address, have room for more than `needed` bytes. A list of
 * faults is laid out as one.
 */
export function makeRoom(array: usize, needed: usize): void {
  const room = (needed << 1) + FIRST_ROOM;
  const buffer = __new(room, idof<ArrayBuffer>());
  memory.copy(buffer, load<usize>(array, DATA), load<u32>(array, ROOM));
  store<usize>(array, buffer);
  store<usize>(array, buffer, DATA);
  store<u32>(array, room, ROOM);
  __link(array, buffer, false);
}
