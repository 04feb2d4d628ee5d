import { ERROR, USER, USER_DEFINED, USER_ENTRY } from "../contract/compiler.js";

/**
 * @typedef {import("assemblyscript").Program} Program
 * @typedef {import("assemblyscript").Range} Range
 */

/**
 * Makes something in the filter's sources a compile error, the only one at its place:
 * what the compiler has said of it so far leads into the SDK's sources.
 *
 * @param {Program} program
 * @param {Range | null} range
 * @param {string} message
 */
export function refuse(program, range, message) {
  const { diagnostics } = program;
  const others = diagnostics.filter((each) => !isAt(each.range, range));
  diagnostics.splice(0, diagnostics.length, ...others);
  program.error(USER_DEFINED, range, message);
}

/**
 * @param {Range | null} one
 * @param {Range | null} other
 */
function isAt(one, other) {
  return (
    one !== null && one.source === other?.source && one.start === other.start
  );
}

/**
 * Lets the compiler compile nothing where something was refused: it goes on after
 * errors, and would add what follows from them, in the SDK's sources. Returns whether
 * it was.
 *
 * @param {Program} program
 */
export function stopIfRefused({ diagnostics, sources }) {
  const isRefused = diagnostics.some(
    ({ code, category }) => code === USER_DEFINED && category === ERROR,
  );
  if (!isRefused) return false;
  for (const source of sources)
    if (source.sourceKind === USER_ENTRY) source.sourceKind = USER;
  return true;
}
