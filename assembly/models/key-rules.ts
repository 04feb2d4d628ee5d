import { MODELS_ARE_LARGE, MODELS_HAVE_SHORT_RANGES } from "../features";
import { RuleFlag } from "./rule-flags";

/*
 * What the transform writes of a model's keys, which are in memory one after another
 * (`transform/models/key-bytes.js`):
 *
 *     size │ flags │ field: u16 │ type │ size of what is wanted
 *     number of the key: u8 │ size of the key: u8 │ key │ " │ what is wanted
 *     length: u32, u32 │ names or pattern │ range: f64, f64 │ type
 *
 * A size of 0 ends the list. `field` and the first `type` say where the two are: from where
 * the object begins, and from where the description begins. What is given without a width
 * is a u8, or a u16 where one of a filter's models needs it. A range is two u32 where no
 * number of a filter's models is another.
 */

/** How many bytes such a number has. */
const WIDTH: usize = MODELS_ARE_LARGE ? 2 : 1;

/** Returns how many bytes the description of a key has, 0 behind the last one. */
export function ruleSize(rule: usize): usize {
  return MODELS_ARE_LARGE ? load<u16>(rule) : load<u8>(rule);
}

/** Returns the flags of a key. */
export function flagsOf(rule: usize): u32 {
  return MODELS_ARE_LARGE ? load<u16>(rule, WIDTH) : load<u8>(rule, WIDTH);
}

/** Returns where the value of a key is in its object. */
export function fieldOf(rule: usize): usize {
  return load<u16>(rule, 2 * WIDTH);
}

/** Returns where the type of a key is described. */
export function typeOf(rule: usize): usize {
  const offset = MODELS_ARE_LARGE
    ? load<u16>(rule, 2 * WIDTH + 2)
    : load<u8>(rule, 2 * WIDTH + 2);
  return rule + offset;
}

/** Returns a bit that stands for a key among those of its class. */
export function bitOf(rule: usize): u64 {
  return (<u64>1) << (<u64>load<u8>(rule, 4 * WIDTH + 2));
}

/** Returns the name that a key is for `isText`. */
export function nameOf(rule: usize): usize {
  return rule + 4 * WIDTH + 3;
}

/** Returns how many bytes a key has. */
export function nameSize(rule: usize): usize {
  return load<u8>(rule, 4 * WIDTH + 3);
}

/** Returns where a key is. */
export function nameAddress(rule: usize): usize {
  return rule + 4 * WIDTH + 4;
}

/** Returns where it is said what the value of a key has to be. */
export function wantedAddress(rule: usize): usize {
  return nameAddress(rule) + nameSize(rule) + 1;
}

/** Returns how many bytes that has. */
export function wantedSize(rule: usize): usize {
  return MODELS_ARE_LARGE
    ? load<u16>(rule, 3 * WIDTH + 2)
    : load<u8>(rule, 3 * WIDTH + 2);
}

/** Returns where the least and the most are that a number may be. */
export function rangeOf(rule: usize): usize {
  return typeOf(rule) - (MODELS_HAVE_SHORT_RANGES ? 8 : 16);
}

/** Returns where what is checked begins, behind the texts. */
export function boundsOf(rule: usize): usize {
  return wantedAddress(rule) + wantedSize(rule);
}

/** Tells whether a key has a flag. */
export function has(rule: usize, flag: RuleFlag): bool {
  return (flagsOf(rule) & flag) != 0;
}
