import { decode } from "../abi/utf8";
import { HAS_LONG_JSON } from "../features";
import { Byte } from "./bytes";
import { pointAt, sizeAt } from "./point-at";

/**
 * Returns a text that was gone over, without its quotes. An escaped lone surrogate is
 * one in the result, too.
 */
export function decodeText(from: usize, to: usize): string {
  // A module that reads no other text then needs nothing else for it.
  if (!HAS_LONG_JSON) return unescapeText(from, to);
  let at = from;
  while (at + 8 <= to && !hasBackslash(load<u64>(at))) at += 8;
  while (at < to && load<u8>(at) != Byte.Backslash) at++;
  return at == to ? decode(from, to - from) : unescapeText(from, to);
}

/** Tells whether one of eight bytes may be a backslash. */
function hasBackslash(word: u64): bool {
  const rest = word ^ 0x5c5c_5c5c_5c5c_5c5c;
  return ((rest - 0x0101_0101_0101_0101) & ~rest & 0x8080_8080_8080_8080) != 0;
}

function unescapeText(from: usize, to: usize): string {
  // No byte becomes more than one unit.
  const room = changetype<string>(__new((to - from) << 1, idof<string>()));
  const start = changetype<usize>(room);
  let unit = start;
  for (let at = from; at < to; at += sizeAt(at)) {
    const point = pointAt(at);
    if (point > 0xffff) {
      store<u16>(unit, <u16>(0xd7c0 + (point >> 10)));
      store<u16>(unit, <u16>(0xdc00 | (point & 0x3ff)), 2);
      unit += 4;
    } else {
      store<u16>(unit, <u16>point);
      unit += 2;
    }
  }
  const size = unit - start;
  const text = changetype<string>(__new(size, idof<string>()));
  memory.copy(changetype<usize>(text), start, size);
  return text;
}

/** Tells whether a text that was gone over is another one; reads it where it lies. */
export function equalsText(from: usize, to: usize, text: string): bool {
  let at = from;
  let unit = changetype<usize>(text);
  const last = unit + ((<usize>text.length) << 1);
  // Four by four as long as they are the same.
  for (; at + 4 <= to && unit + 8 <= last; at += 4, unit += 8) {
    let four: u64 = load<u32>(at);
    four = (four | (four << 16)) & 0x0000_ffff_0000_ffff;
    four = (four | (four << 8)) & 0x00ff_00ff_00ff_00ff;
    if (four != load<u64>(unit)) break;
    // Neither a backslash nor a byte that is not ASCII stands for itself.
    if (((four + 0x0080_0080_0080_0080) & 0xff00_ff00_ff00_ff00) != 0) break;
    if (hasBackslash(four | 0xff00_ff00_ff00_ff00)) break;
  }
  for (; at < to; at += sizeAt(at)) {
    if (unit >= last) return false;
    const point = pointAt(at);
    let next: u32 = load<u16>(unit);
    unit += 2;
    if (point > 0xffff) {
      if (next != 0xd7c0 + (point >> 10) || unit >= last) return false;
      next = load<u16>(unit);
      unit += 2;
      if (next != (0xdc00 | (point & 0x3ff))) return false;
    } else if (next != point) return false;
  }
  return unit == last;
}

/** Tells whether a text that was gone over is another one, which has no escapes. */
export function equalsBytes(
  from: usize,
  to: usize,
  text: usize,
  size: usize,
): bool {
  let at = from;
  let other = text;
  while (at < to && other < text + size) {
    if (pointAt(at) != pointAt(other)) return false;
    at += sizeAt(at);
    other += sizeAt(other);
  }
  return at == to && other == text + size;
}
