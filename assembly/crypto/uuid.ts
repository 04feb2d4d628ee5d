import { realtimeNanoseconds } from "../api/clock";
import { fillRandom } from "./random";

/** The version is in the upper half of this byte, the variant in the top bits of the other. */
const VERSION: usize = 6;
const VARIANT: usize = 8;
const MILLISECOND: u64 = 1_000_000;

/**
 * Returns a new UUID of random bits (RFC 9562, version 4), or `null` where the proxy gives no
 * random bytes; see `randomBytes`.
 *
 * ```ts
 * const id = uuidV4();
 * if (id != null) this.request.headers.set("x-request-id", id);
 * ```
 */
export function uuidV4(): string | null {
  const bytes = theBytes();
  return fillRandom(bytes, 16) ? textOf(bytes, 0x40) : null;
}

/**
 * Returns a new UUID of the time and random bits (RFC 9562, version 7), or `null` where the
 * proxy gives no random bytes. Later ones are greater, as texts too: the milliseconds since
 * 1970 come first, then 12 bits of their fraction (section 6.2, method 3), so two within a
 * quarter of a microsecond may be in either order.
 *
 * ```ts
 * const id = uuidV7();
 * if (id != null) this.request.headers.set("x-request-id", id);
 * ```
 */
export function uuidV7(): string | null {
  const bytes = theBytes();
  if (!fillRandom(bytes, 16)) return null;
  const now = realtimeNanoseconds();
  const fraction = ((now % MILLISECOND) << 12) / MILLISECOND;
  const time = ((now / MILLISECOND) << 16) | fraction;
  store<u64>(bytes, bswap(time));
  return textOf(bytes, 0x70);
}

function theBytes(): usize {
  return memory.data(16, 8);
}

/** Writes the bytes of a UUID, after its version and variant, as 8-4-4-4-12 digits. */
function textOf(bytes: usize, version: u8): string {
  store<u8>(bytes + VERSION, (load<u8>(bytes + VERSION) & 0xf) | version);
  store<u8>(bytes + VARIANT, (load<u8>(bytes + VARIANT) & 0x3f) | 0x80);
  const text = __new(72, idof<string>());
  let to = text;
  for (let i: usize = 0; i < 16; i++) {
    if (i == 4 || i == 6 || i == 8 || i == 10) {
      store<u16>(to, 0x2d);
      to += 2;
    }
    const byte: u32 = load<u8>(bytes + i);
    store<u16>(to, digitOf(byte >> 4));
    store<u16>(to, digitOf(byte & 15), 2);
    to += 4;
  }
  return changetype<string>(text);
}

function digitOf(value: u32): u16 {
  return <u16>(value + (value < 10 ? 0x30 : 0x57));
}
