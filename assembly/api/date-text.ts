/** What `momentOf` returns where there is none. */
export const NO_MOMENT: i64 = i64.MIN_VALUE;

/**
 * Tells whether a text has the form of a pattern from an index on: `0` stands for a
 * digit, `_` for a digit or a space, `a` for a letter, and all else for itself.
 */
export function hasForm(text: string, from: i32, pattern: string): bool {
  for (let i = 0; i < pattern.length; i++) {
    const unit = text.charCodeAt(from + i);
    const wanted = pattern.charCodeAt(i);
    const isDigit = <u32>(unit - 0x30) < 10;
    const isSame =
      wanted == 0x30
        ? isDigit
        : wanted == 0x5f
          ? isDigit || unit == 0x20
          : wanted == 0x61
            ? <u32>((unit | 0x20) - 0x61) < 26
            : unit == wanted;
    if (!isSame) return false;
  }
  return true;
}

/** Reads digits; a space is 0. */
export function digitsAt(text: string, from: i32, count: i32): i32 {
  let number = 0;
  for (let i = from; i < from + count; i++) {
    number = number * 10 + (text.charCodeAt(i) & 0x0f);
  }
  return number;
}

/**
 * Returns the moment of a date and of the `00:00:00` at an index, in milliseconds since
 * 1970, or `NO_MOMENT` for a date or time that does not exist. A minute may have 61 seconds.
 */
export function momentOf(
  year: i32,
  month: i32,
  day: i32,
  text: string,
  timeAt: i32,
): i64 {
  const hour = digitsAt(text, timeAt, 2);
  const minute = digitsAt(text, timeAt + 3, 2);
  const second = digitsAt(text, timeAt + 6, 2);
  // The compiler takes a year below 100 for one of the 20th century.
  if (
    year < 100 ||
    <u32>month > 11 ||
    hour > 23 ||
    minute > 59 ||
    second > 60
  ) {
    return NO_MOMENT;
  }
  const start = Date.UTC(year, month, day, hour, minute, 0, 0);
  // The 31st of a month with 30 days would be in the next one.
  if (new Date(start).getUTCDate() != day) return NO_MOMENT;
  return start + second * 1000;
}
