import { Byte } from "./bytes";
import { skipText } from "./skip-text";
import { skipColon, skipSpace, skipValue } from "./skip-value";
import { MAX_DEPTH } from "./nesting";
import { decodeText } from "./text";

/**
 * Returns the path of what is at an address, as `rules[2].host`, by going through a
 * document from its beginning; `""` for the value of the document. Everything in front
 * of the address must be JSON; a fault at the address belongs to what it is in.
 */
export function pathTo(begin: usize, end: usize, target: usize): string {
  let path = "";
  let at = skipSpace(begin, end);
  while (at < target) {
    const byte: u32 = load<u8>(at);
    const isObject = byte == Byte.ObjectBegin;
    if (!isObject && byte != Byte.ListBegin) break;
    at = skipSpace(at + 1, end);
    for (let index = 0; ; index++) {
      let step = `[${index}]`;
      if (isObject) {
        if (at >= end || load<u8>(at) != Byte.Quote) return path;
        const after = skipText(at + 1, end);
        if (after == 0) return path;
        step = stepOf(decodeText(at + 1, after - 1), path == "");
        at = skipColon(after, end);
        if (at == 0) return path + step;
        at = skipSpace(at, end);
        // A key belongs to its value.
        if (at > target) return path + step;
      }
      const after = skipValue(at, end, MAX_DEPTH);
      if (after == 0 || after > target) {
        path += step;
        break;
      }
      at = skipSpace(after, end);
      if (at >= target || at >= end || load<u8>(at) != Byte.Comma) return path;
      at = skipSpace(at + 1, end);
    }
  }
  return path;
}

/** Returns how a key is written in a path. */
function stepOf(key: string, isFirst: bool): string {
  for (let i = 0; i < key.length; i++) {
    const unit = key.charCodeAt(i);
    const lower = (unit | 0x20) - Byte.LowerA;
    const isName =
      <u32>lower < 26 ||
      unit == 0x5f ||
      unit == Byte.Minus ||
      (<u32>(unit - Byte.Zero) < 10 && i > 0);
    if (!isName) return `["${key}"]`;
  }
  if (key == "") return '[""]';
  return isFirst ? key : "." + key;
}
