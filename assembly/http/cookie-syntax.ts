/** What cookies are written with: RFC 6265bis, sections 4.1.1 and 5. */
import { isToken } from "./field-reader";

/** Tells whether a name may be sent: a token. */
export function isCookieName(name: string): bool {
  return isToken(name);
}

/** Tells whether a value may be sent: visible ASCII without `"`, `,`, `;` and `\`. */
export function isCookieValue(value: string): bool {
  for (let i = 0; i < value.length; i++) {
    const unit: u32 = value.charCodeAt(i);
    if (unit <= 0x20 || unit >= 0x7f) return false;
    if (unit == 0x22 || unit == 0x2c || unit == 0x3b || unit == 0x5c) {
      return false;
    }
  }
  return true;
}

/** Tells whether an attribute's value may be sent: ASCII without controls and `;`. */
export function isAttributeValue(value: string): bool {
  for (let i = 0; i < value.length; i++) {
    const unit: u32 = value.charCodeAt(i);
    if (unit < 0x20 || unit >= 0x7f || unit == 0x3b) return false;
  }
  return true;
}

/** Returns units `from` to `to` of a text, without spaces and tabs at its ends. */
export function trimmed(text: string, from: i32, to: i32): string {
  let start = from;
  let end = to;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return text.substring(start, end);
}

function isSpace(unit: i32): bool {
  return unit == 0x20 || unit == 0x09;
}
