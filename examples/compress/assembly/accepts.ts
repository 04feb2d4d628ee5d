import { wordsOf } from "./words";

/**
 * Tells whether an `accept-encoding` allows a coding; by RFC 9110, 12.5.3, `*` is
 * about those that it does not name.
 */
export function accepts(header: string, coding: string): bool {
  let isOtherAllowed: bool = false;
  const entries = wordsOf(header);
  for (let i = 0; i < entries.length; i++) {
    const parts = entries[i].split(";");
    const name = parts[0].trim();
    if (name == coding) return isAllowed(parts);
    if (name == "*") isOtherAllowed = isAllowed(parts);
  }
  return isOtherAllowed;
}

/** Tells whether the weight of an entry, wherever it is, is not 0. */
function isAllowed(parts: string[]): bool {
  for (let i = 1; i < parts.length; i++) {
    const part = parts[i].trim();
    if (part.startsWith("q=")) return hasDigitAboveZero(part);
  }
  return true;
}

function hasDigitAboveZero(text: string): bool {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x31 && code <= 0x39) return true;
  }
  return false;
}
