/**
 * UTF-8 both ways, to and from the UTF-16 of AssemblyScript's strings.
 *
 * What is invalid becomes U+FFFD, as in the Web's TextEncoder and TextDecoder: a
 * lone surrogate on the way out, and on the way in each maximal subpart of an
 * ill-formed sequence (Unicode 15, §3.9, table 3-7).
 */

import { callIndirect } from "./call-indirect";
import { FieldRule, isRefused, needNoLook, REFUSED } from "./field-rule";

const REPLACEMENT: u32 = 0xfffd;

/** Two UTF-16 units of which none is above 0x7F have these bits clear. */
const NOT_ASCII: u32 = 0xff80_ff80;

/** Returns the room that `encode` may need for `text`, in bytes. */
export function encodedRoom(text: string): usize {
  return <usize>text.length * 3;
}

/** Returns the bytes that `encode` writes for `text`; reads all of it. */
export function encodedSize(text: string): usize {
  return String.UTF8.byteLength(text);
}

/** Writes `text` as UTF-8 to `target`, which has room for it, and returns its bytes. */
export function encode(text: string, target: usize): usize {
  return encodeByRule(text, FieldRule.Any, target);
}

/** As `encode`; returns `REFUSED` where `text` has a unit that the rule refuses. */
export function encodeByRule(
  text: string,
  rule: FieldRule,
  target: usize,
): usize {
  let from = changetype<usize>(text);
  const length = <usize>text.length;
  const end = from + (length << 1);
  let to = target;
  while (from < end) {
    // The last four units overlap those before, so that no unit is left over.
    const four = length >= 4 ? min(from, end - 8) : from;
    const low = length >= 4 ? load<u32>(four) : NOT_ASCII;
    const high = length >= 4 ? load<u32>(four, 4) : NOT_ASCII;
    // Pairs up the low bytes: aa00bb00 → aabb.
    const bytes = ((low | (low >> 8)) & 0xffff) | ((high | (high >> 8)) << 16);
    if (((low | high) & NOT_ASCII) == 0 && needNoLook(bytes, rule)) {
      to -= (from - four) >> 1;
      store<u32>(to, bytes);
      from = four + 8;
      to += 4;
      continue;
    }
    const unit: u32 = load<u16>(from);
    if (unit < 0x80) {
      if (isRefused(unit, rule)) return REFUSED;
      store<u8>(to++, <u8>unit);
      from += 2;
      continue;
    }
    const next = callIndirect(encodePoint)(from, end, to);
    // Only a pair of surrogates takes four bytes.
    from += next - to == 4 ? 4 : 2;
    to = next;
  }
  return to - target;
}

/** Reads `size` bytes at `source` as UTF-8. */
export function decode(source: usize, size: usize): string {
  // As long as a text can be, and as it is where all of it is ASCII.
  const room = changetype<string>(__new(size << 1, idof<string>()));
  const start = changetype<usize>(room);
  const units = decodeTo(source, source + size, start) - start;
  if (units == size << 1) return room;
  const text = changetype<string>(__new(units, idof<string>()));
  memory.copy(changetype<usize>(text), start, units);
  return text;
}

function isLow(unit: u32): bool {
  return (unit & 0xfc00) == 0xdc00;
}

/** Writes the point at `from`, 0x80 or above, and returns the address after it. */
function encodePoint(from: usize, end: usize, target: usize): usize {
  let point: u32 = load<u16>(from);
  if ((point & 0xf800) == 0xd800) {
    const isPair =
      point < 0xdc00 && from + 2 < end && isLow(load<u16>(from, 2));
    point = isPair
      ? 0x10000 + ((point & 0x3ff) << 10) + (load<u16>(from, 2) & 0x3ff)
      : REPLACEMENT;
  }
  const trails: u32 = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
  let shift = trails * 6;
  // A lead byte begins with as many ones as there are bytes.
  store<u8>(target, <u8>(((<u32>0xff) << (7 - trails)) | (point >> shift)));
  let to = target + 1;
  for (; shift > 0; to++) {
    shift -= 6;
    store<u8>(to, <u8>(0x80 | ((point >> shift) & 0x3f)));
  }
  return to;
}

/** Decodes up to `end` and returns the address after the last unit. */
function decodeTo(source: usize, end: usize, target: usize): usize {
  let from = source;
  let to = target;
  while (from < end) {
    if (from + 4 <= end && (load<u32>(from) & 0x8080_8080) == 0) {
      const bytes = load<u32>(from);
      const low = bytes & 0xffff;
      const high = bytes >> 16;
      store<u32>(to, (low | (low << 8)) & 0x00ff_00ff);
      store<u32>(to, (high | (high << 8)) & 0x00ff_00ff, 4);
      from += 4;
      to += 8;
      continue;
    }
    const byte = load<u8>(from);
    if (byte < 0x80) {
      store<u16>(to, byte);
      from++;
      to += 2;
      continue;
    }
    const next = callIndirect(decodePoint)(from, end, to);
    // Only a sequence of four bytes becomes a pair of surrogates.
    to += next - from == 4 ? 4 : 2;
    from = next;
  }
  return to;
}

/**
 * Decodes the sequence whose lead byte is at `source`, and returns the address
 * after it: of a maximal subpart of an ill-formed one, which becomes U+FFFD.
 */
function decodePoint(source: usize, end: usize, to: usize): usize {
  let from = source + 1;
  const lead: u32 = load<u8>(source);
  let left = trailCount(lead);
  let point = left == 0 ? REPLACEMENT : lead & (0x3f >> left);
  // The second byte rules out overlong forms, surrogates and points above 10FFFF;
  // the others may be any continuation.
  let low: u32 = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
  let high: u32 = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
  for (; left > 0; left--) {
    const byte: u32 = from < end ? load<u8>(from) : 0;
    if (byte < low || byte > high) {
      point = REPLACEMENT;
      break;
    }
    point = (point << 6) | (byte & 0x3f);
    low = 0x80;
    high = 0xbf;
    from++;
  }
  storePoint(point, to);
  return from;
}

/** How many bytes follow a lead byte; 0 for one that leads nothing. */
function trailCount(lead: u32): u32 {
  // It begins with as many ones as there are bytes.
  return lead < 0xc2 || lead > 0xf4 ? 0 : clz(~(lead << 24)) - 1;
}

function storePoint(point: u32, to: usize): void {
  if (point < 0x10000) {
    store<u16>(to, <u16>point);
    return;
  }
  const bits = point - 0x10000;
  store<u16>(to, <u16>(0xd800 | (bits >> 10)));
  store<u16>(to + 2, <u16>(0xdc00 | (bits & 0x3ff)));
}
