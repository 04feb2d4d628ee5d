/** ASCII letters in either case; `toLowerCase` brings tables of 8 KB for the others. */

/** Returns a text with A to Z in lower case. */
export function lowerCase(text: string): string {
  let at = 0;
  while (at < text.length && !isUpper(text.charCodeAt(at))) at++;
  if (at == text.length) return text;
  const size = (<usize>text.length) << 1;
  const lower = __new(size, idof<string>());
  for (let i: usize = 0; i < size; i += 2) {
    store<u16>(
      lower + i,
      <u16>lowerUnit(load<u16>(changetype<usize>(text) + i)),
    );
  }
  return changetype<string>(lower);
}

/** Tells whether two texts are the same but for the case of A to Z. */
export function equalsIgnoreCase(left: string, right: string): bool {
  return left.length == right.length && startsIgnoreCase(left, right);
}

/** Tells whether a text begins with another, but for the case of A to Z. */
export function startsIgnoreCase(text: string, prefix: string): bool {
  if (text.length < prefix.length) return false;
  for (let i = 0; i < prefix.length; i++) {
    const left = lowerUnit(text.charCodeAt(i));
    if (left != lowerUnit(prefix.charCodeAt(i))) return false;
  }
  return true;
}

/** Returns what digits stand for, at most `limit`; -1 for another text. */
export function wholeNumber(text: string, limit: i64): i64 {
  if (text.length == 0) return -1;
  let number: i64 = 0;
  for (let i = 0; i < text.length; i++) {
    const digit: u32 = text.charCodeAt(i) - 0x30;
    if (digit > 9) return -1;
    // The digits of a number that is too large are still looked at.
    number = number > (limit - digit) / 10 ? limit : number * 10 + digit;
  }
  return number;
}

/** Writes a whole number in decimal; `toString` brings tables of 2 KB for other bases. */
export function decimalText(number: i64): string {
  let rest: u64 = number < 0 ? -number : number;
  let size: usize = number < 0 ? 2 : 0;
  let left = rest;
  do {
    size += 2;
    left /= 10;
  } while (left > 0);
  const text = __new(size, idof<string>());
  let at = text + size;
  do {
    at -= 2;
    store<u16>(at, <u16>(0x30 + (rest % 10)));
    rest /= 10;
  } while (rest > 0);
  if (number < 0) store<u16>(text, 0x2d);
  return changetype<string>(text);
}

function lowerUnit(unit: u32): u32 {
  return isUpper(unit) ? unit | 0x20 : unit;
}

function isUpper(unit: u32): bool {
  return unit - 0x41 < 26;
}
