const MIN_DIGITS = 13;
const MAX_DIGITS = 19;
const STAR: u8 = 0x2a;

/**
 * Replaces the digits of card numbers by stars, all but the last four: 13 to 19
 * digits with a right check digit, in groups by single spaces or dashes, or in one.
 * Returns whether there was a card.
 */
export function maskCards(bytes: Uint8Array): bool {
  const digits = new StaticArray<i32>(MAX_DIGITS);
  let found = false;
  let at = 0;
  while (at < bytes.length) {
    const count = cardAt(bytes, at, digits);
    if (count > 0) {
      found = true;
      at = digits[count - 1];
    }
    for (let i = 0; i < count - 4; i++) bytes[digits[i]] = STAR;
    while (isDigit(bytes, at)) at++;
    while (at < bytes.length && !isDigit(bytes, at)) at++;
  }
  return found;
}

/** Collects the digits of the longest card number from a position on; returns how many. */
function cardAt(bytes: Uint8Array, at: i32, digits: StaticArray<i32>): i32 {
  let card = 0;
  let count = 0;
  while (count < MAX_DIGITS && isDigit(bytes, at)) {
    digits[count++] = at++;
    if (isDigit(bytes, at)) continue;
    if (count >= MIN_DIGITS && isChecked(bytes, digits, count)) card = count;
    if (at < bytes.length && (bytes[at] == 0x20 || bytes[at] == 0x2d)) at++;
  }
  return card;
}

/** Tells whether digits pass the check of Luhn. */
function isChecked(
  bytes: Uint8Array,
  digits: StaticArray<i32>,
  count: i32,
): bool {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const digit: i32 = bytes[digits[count - 1 - i]] - 0x30;
    const counted = i % 2 == 0 ? digit : digit * 2;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return sum % 10 == 0;
}

function isDigit(bytes: Uint8Array, at: i32): bool {
  return at < bytes.length && bytes[at] >= 0x30 && bytes[at] <= 0x39;
}
