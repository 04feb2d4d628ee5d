/**
 * UTF-8 both ways, to and from the UTF-16 of AssemblyScript's strings.
 *
 * What is invalid becomes U+FFFD, as in the Web's TextEncoder and TextDecoder: a
 * lone surrogate on the way out, and on the way in each maximal subpart of an
 * ill-formed sequence (Unicode 15, §3.9, table 3-7).
 */

const REPLACEMENT: u32 = 0xfffd;

/** Four UTF-16 units of which none is above 0x7F have these bits clear. */
const NOT_ASCII: u64 = 0xff80_ff80_ff80_ff80;

/** Returns the room that `encode` may need for `text`, in bytes. */
export function encodedRoom(text: string): usize {
  return <usize>text.length * 3;
}

/** Writes `text` as UTF-8 to `target`, which has room for it, and returns its bytes. */
export function encode(text: string, target: usize): usize {
  const start = changetype<usize>(text);
  const end = start + (<usize>text.length << 1);
  let from = start;
  let to = target;
  while (from + 8 <= end) {
    const units = load<u64>(from);
    if ((units & NOT_ASCII) != 0) break;
    // Two steps of pairing the low bytes: aa00bb00cc00dd00 → aabb0000ccdd0000.
    const pairs = (units | (units >> 8)) & 0x0000_ffff_0000_ffff;
    store<u32>(to, <u32>(pairs | (pairs >> 16)));
    from += 8;
    to += 4;
  }
  while (from < end) {
    let point: u32 = load<u16>(from);
    from += 2;
    if (point < 0x80) {
      store<u8>(to++, <u8>point);
      continue;
    }
    if ((point & 0xf800) == 0xd800) {
      const isPair = point < 0xdc00 && from < end && isLow(load<u16>(from));
      if (isPair) {
        point = 0x10000 + ((point & 0x3ff) << 10) + (load<u16>(from) & 0x3ff);
        from += 2;
      } else {
        point = REPLACEMENT;
      }
    }
    to = encodePoint(point, to);
  }
  return to - target;
}

/** Reads `size` bytes at `source` as UTF-8. */
export function decode(source: usize, size: usize): string {
  const ascii = asciiPrefix(source, size);
  if (ascii == size) return widen(source, size);
  const room = heap.alloc(size << 1);
  widenTo(source, ascii, room);
  const units = decodeTo(source + ascii, source + size, room + (ascii << 1));
  const text = String.UTF16.decodeUnsafe(room, units - room);
  heap.free(room);
  return text;
}

function isLow(unit: u32): bool {
  return (unit & 0xfc00) == 0xdc00;
}

/** Writes a point of 0x80 and above: a lead byte, and six bits in each other. */
function encodePoint(point: u32, to: usize): usize {
  let shift = point < 0x800 ? 6 : point < 0x10000 ? 12 : 18;
  // The lead's high bits are as many ones as there are bytes: C0, E0 or F0.
  const lead = 0xffff_ff80 >> (shift / 6);
  store<u8>(to++, <u8>((lead & 0xff) | (point >> shift)));
  while (shift > 0) {
    shift -= 6;
    store<u8>(to++, <u8>(0x80 | ((point >> shift) & 0x3f)));
  }
  return to;
}

function asciiPrefix(source: usize, size: usize): usize {
  let at: usize = 0;
  while (at + 8 <= size) {
    if ((load<u64>(source + at) & 0x8080_8080_8080_8080) != 0) break;
    at += 8;
  }
  while (at < size && load<u8>(source + at) < 0x80) at++;
  return at;
}

function widen(source: usize, size: usize): string {
  // A string's own memory is written before anyone else can see the string.
  const text = changetype<string>(__new(size << 1, idof<string>()));
  widenTo(source, size, changetype<usize>(text));
  return text;
}

function widenTo(source: usize, size: usize, target: usize): void {
  let at: usize = 0;
  for (; at + 4 <= size; at += 4) {
    const bytes = <u64>load<u32>(source + at);
    const pairs = (bytes | (bytes << 16)) & 0x0000_ffff_0000_ffff;
    store<u64>(
      target + (at << 1),
      (pairs | (pairs << 8)) & 0x00ff_00ff_00ff_00ff,
    );
  }
  for (; at < size; at++) {
    store<u16>(target + (at << 1), load<u8>(source + at));
  }
}

/** Decodes up to `end` and returns the address behind the last unit. */
function decodeTo(source: usize, end: usize, target: usize): usize {
  let from = source;
  let to = target;
  while (from < end) {
    const lead: u32 = load<u8>(from++);
    if (lead < 0x80) {
      store<u16>(to, <u16>lead);
      to += 2;
      continue;
    }
    const more = trailCount(lead);
    let point: u32 = lead & (0x3f >> more);
    let left = more;
    while (left > 0 && from < end) {
      const byte: u32 = load<u8>(from);
      if (left == more ? !isSecond(lead, byte) : (byte & 0xc0) != 0x80) break;
      point = (point << 6) | (byte & 0x3f);
      from++;
      left--;
    }
    to = storePoint(more == 0 || left > 0 ? REPLACEMENT : point, to);
  }
  return to;
}

/** How many bytes follow a lead byte; 0 for one that leads nothing. */
function trailCount(lead: u32): u32 {
  if (lead < 0xc2 || lead > 0xf4) return 0;
  return lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
}

/** The second byte rules out overlong forms, surrogates and points above 10FFFF. */
function isSecond(lead: u32, byte: u32): bool {
  const low: u32 = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
  const high: u32 = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
  return byte >= low && byte <= high;
}

function storePoint(point: u32, to: usize): usize {
  if (point < 0x10000) {
    store<u16>(to, <u16>point);
    return to + 2;
  }
  const bits = point - 0x10000;
  store<u16>(to, <u16>(0xd800 | (bits >> 10)));
  store<u16>(to + 2, <u16>(0xdc00 | (bits & 0x3ff)));
  return to + 4;
}
