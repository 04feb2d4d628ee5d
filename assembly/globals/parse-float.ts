import { parseDecimal } from "../abi/decimal";

/**
 * Replaces `parseFloat`, which the compiler's own gets wrong by powers of ten:
 * reads the number that a text begins with, as in JavaScript, NaN where there is none.
 */
export function parseFloat(text: string): f64 {
  const trimmed = text.trimStart();
  const first = trimmed.charCodeAt(0);
  const isSigned = first == 0x2b || first == 0x2d;
  if (trimmed.substr(isSigned ? 1 : 0, 8) == "Infinity") {
    return first == 0x2d ? -Infinity : Infinity;
  }
  return parseDecimal(trimmed);
}
