import { decode } from "../abi/utf8";
import { KEY_OFFSET } from "./rule-flags";

/** Returns how many bytes the description of a key has, 0 behind the last one. */
export function ruleSize(rule: usize): usize {
  return load<u16>(rule);
}

/** Returns the flags of a key. */
export function flagsOf(rule: usize): u32 {
  return load<u16>(rule, 2);
}

/** Returns how many bytes a key has. */
export function keySize(rule: usize): usize {
  return load<u8>(rule, 4);
}

/** Returns where a key is. */
export function keyAddress(rule: usize): usize {
  return rule + KEY_OFFSET;
}

/** Returns a key as a text. */
export function keyOf(rule: usize): string {
  return decode(keyAddress(rule), keySize(rule));
}

/** Returns what the value of a key has to be, as a part of a sentence. */
export function wantedBy(rule: usize): string {
  return decode(keyAddress(rule) + keySize(rule), load<u16>(rule, 5));
}

/** Returns where the numbers begin that come after the texts. */
export function boundsOf(rule: usize): usize {
  return keyAddress(rule) + keySize(rule) + load<u16>(rule, 5);
}
