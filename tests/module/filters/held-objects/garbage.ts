/** What the held objects are checked by: a checksum, and garbage. */

/** The checksum so far. */
export let sum: u32 = 17;

/** Mixes a number into the checksum. */
export function mix(value: i32): void {
  sum = sum * 31 + <u32>value;
}

export function mixText(text: string): void {
  mix(text.length);
  for (let i = 0; i < text.length; i++) mix(text.charCodeAt(i));
}

/** What garbage is made of: memory that was freed too early shows it. */
export class Junk {
  a: u32 = 0xdddd_dddd;
  b: u32 = 0xdddd_dddd;
  constructor(public c: u32) {}
}

let bytesOfJunk: i32 = 0;

/** Sets how much garbage to make at each step. */
export function setJunk(bytes: i32): void {
  bytesOfJunk = bytes;
}

/** Collects, and writes over what was freed. */
export function churn(): void {
  let made = 0;
  for (let i = 0; made <= bytesOfJunk; i++) {
    const size = 4 + ((i * 12) & 127);
    const bytes = new StaticArray<u8>(size);
    memory.fill(changetype<usize>(bytes), 0xee, size);
    const text = "junk".repeat(1 + (i & 7));
    made += (new Junk(i).c == i ? 48 : 0) + size + text.length * 2;
  }
}

/** Returns a value once garbage was made. */
export function after<T>(value: T): T {
  churn();
  return value;
}
