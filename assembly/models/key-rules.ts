import { RuleFlag } from "./rule-flags";

/*
 * What the transform writes of a model's keys, which are in memory one after another
 * (`transform/models/key-bytes.js`):
 *
 *     size: u16 │ flags: u16 │ field: u16 │ type: u16 │ size of what is wanted: u16
 *     number of the key: u8 │ size of the key: u8 │ key │ " │ what is wanted
 *     length: u32, u32 │ names or pattern │ range: f64, f64 │ type
 *
 * A size of 0 ends the list. `field` and the first `type` say where the two are: from where
 * the object begins, and from where the description begins.
 */

/** Returns how many bytes the description of a key has, 0 behind the last one. */
export function ruleSize(rule: usize): usize {
  return load<u16>(rule);
}

/** Returns the flags of a key. */
export function flagsOf(rule: usize): u32 {
  return load<u16>(rule, 2);
}

/** Returns where the value of a key is in its object. */
export function fieldOf(rule: usize): usize {
  return load<u16>(rule, 4);
}

/** Returns where the type of a key is described. */
export function typeOf(rule: usize): usize {
  return rule + load<u16>(rule, 6);
}

/** Returns a bit that stands for a key among those of its class. */
export function bitOf(rule: usize): u64 {
  return (<u64>1) << (<u64>load<u8>(rule, 10));
}

/** Returns the name that a key is for `isText`. */
export function nameOf(rule: usize): usize {
  return rule + 11;
}

/** Returns how many bytes a key has. */
export function nameSize(rule: usize): usize {
  return load<u8>(rule, 11);
}

/** Returns where a key is. */
export function nameAddress(rule: usize): usize {
  return rule + 12;
}

/** Returns where it is said what the value of a key has to be. */
export function wantedAddress(rule: usize): usize {
  return nameAddress(rule) + nameSize(rule) + 1;
}

/** Returns how many bytes that has. */
export function wantedSize(rule: usize): usize {
  return load<u16>(rule, 8);
}

/** Returns where the least and the most are that a number may be. */
export function rangeOf(rule: usize): usize {
  return typeOf(rule) - 16;
}

/** Returns where what is checked begins, behind the texts. */
export function boundsOf(rule: usize): usize {
  return wantedAddress(rule) + wantedSize(rule);
}

/** Tells whether a key has a flag. */
export function has(rule: usize, flag: RuleFlag): bool {
  return (flagsOf(rule) & flag) != 0;
}
