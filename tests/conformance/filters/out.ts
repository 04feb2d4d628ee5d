import { printable } from "./hex";

/** Where host functions write results. */
export const OUT = memory.data(16, 8);

/** What is there before they write. */
export const UNTOUCHED: u32 = 0xdddddddd;

/** The status and the bytes that the host returned. */
export function taken(status: i32): string {
  const address = load<u32>(OUT);
  const size = load<u32>(OUT, 4);
  if (address == UNTOUCHED) return status.toString() + " untouched";
  if (address == 0) return status.toString() + " null " + size.toString();
  const text = printable(address, size);
  heap.free(address);
  return status.toString() + " " + text;
}

/** A word of a command; "" if it has fewer. */
export function argument(words: string[], index: i32): string {
  return words.length > index ? words[index] : "";
}

/** The address of bytes. */
export function at(buffer: ArrayBuffer): usize {
  return changetype<usize>(buffer);
}
