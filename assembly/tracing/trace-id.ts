import { realtimeNanoseconds } from "../api/clock";
import { fillRandom } from "../crypto/random";

/** Tells whether a part of a text is hexadecimal digits in lower case. */
export function isLowerHex(text: string, from: i32, to: i32): bool {
  if (to > text.length) return false;
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i);
    const isDigit = unit >= 0x30 && unit <= 0x39;
    if (!isDigit && (unit < 0x61 || unit > 0x66)) return false;
  }
  return true;
}

/** Tells whether a text is the number of a trace or a span, of so many digits, and not 0. */
export function isId(text: string, digits: i32): bool {
  if (text.length != digits || !isLowerHex(text, 0, digits)) return false;
  for (let i = 0; i < digits; i++) {
    if (text.charCodeAt(i) != 0x30) return true;
  }
  return false;
}

/** Makes the number of a trace or a span, of up to 32 digits. */
export function randomId(digits: i32): string {
  const bytes: usize = memory.data(16, 8);
  const size = (<usize>digits) >> 1;
  // It keeps nothing secret, so the clock will do where the proxy gives no random bytes.
  if (!fillRandom(bytes, size)) fillByClock(bytes);
  // All zeros stand for none.
  store<u8>(bytes, load<u8>(bytes) | 1);
  const text = __new(size << 2, idof<string>());
  for (let i: usize = 0; i < size; i++) {
    const byte: u32 = load<u8>(bytes + i);
    store<u16>(text + (i << 2), digitOf(byte >> 4));
    store<u16>(text + (i << 2), digitOf(byte & 0xf), 2);
  }
  return changetype<string>(text);
}

/** Fills 16 bytes differently in each call (SplitMix64). */
function fillByClock(bytes: usize): void {
  const state = memory.data(8, 8);
  for (let i: usize = 0; i < 16; i += 8) {
    const seed = load<u64>(state) + 0x9e3779b97f4a7c15;
    store<u64>(state, seed);
    let mixed = seed ^ realtimeNanoseconds();
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    store<u64>(bytes + i, mixed ^ (mixed >> 31));
  }
}

function digitOf(value: u32): u16 {
  return <u16>(value + (value < 10 ? 0x30 : 0x57));
}
