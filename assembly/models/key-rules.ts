import { KEY_OFFSET, RuleFlag } from "./rule-flags";

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

/** Returns where it is said what the value of a key has to be. */
export function wantedAddress(rule: usize): usize {
  return keyAddress(rule) + keySize(rule);
}

/** Returns how many bytes that has. */
export function wantedSize(rule: usize): usize {
  return load<u16>(rule, 5);
}

/** Returns where the numbers begin that come after the texts. */
export function boundsOf(rule: usize): usize {
  return wantedAddress(rule) + wantedSize(rule);
}

/** Tells whether no fault may show the value; 0 describes the document, which has no key. */
export function isSecret(rule: usize): bool {
  return rule != 0 && (flagsOf(rule) & RuleFlag.Secret) != 0;
}
