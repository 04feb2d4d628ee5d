import { FieldReader } from "./field-reader";
import { Parameters } from "./parameters";

/** The weight of what is accepted without one. */
export const FULL: i32 = 1000;

/**
 * Reads the weight `q` behind an element of an `accept` header, in thousandths: 1000 where
 * there is none. Parameters in front of it go into `parameters`; those behind it are skipped.
 * -1 where the weight is not well-formed.
 */
export function readWeight(reader: FieldReader, parameters: Parameters): i32 {
  const all = new Parameters();
  all.read(reader);
  reader.skipSpace();
  if (!reader.isDone && reader.next != 0x2c) return -1;
  for (let i = 0; i < all.size; i++) {
    if (all.nameAt(i) == "q") return weightOf(all.valueAt(i));
    parameters.set(all.nameAt(i), all.valueAt(i));
  }
  return FULL;
}

/** Reads `0`, `0.5`, `1.000` and their like. */
function weightOf(text: string): i32 {
  const length = text.length;
  if (length == 0 || length > 5) return -1;
  const first: u32 = text.charCodeAt(0) - 0x30;
  if (first > 1) return -1;
  let weight: i32 = first * FULL;
  if (length > 1 && text.charCodeAt(1) != 0x2e) return -1;
  let scale = 100;
  for (let i = 2; i < length; i++, scale /= 10) {
    const digit: u32 = text.charCodeAt(i) - 0x30;
    if (digit > 9) return -1;
    weight += digit * scale;
  }
  return weight > FULL ? -1 : weight;
}
