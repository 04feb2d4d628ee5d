import { patternProgram, programBytes, setProgram } from "./program.js";
import { statesOf } from "./states.js";
import { tableBytes } from "./table.js";

/**
 * What a pattern, or several, become: the bytes of a program, of a table, or of both.
 *
 * @typedef {object} Compiled
 * @property {number[]} program
 * @property {number[] | undefined} table Undefined where it would be too large.
 */

/**
 * Compiles one pattern; throws a sentence where it is refused.
 *
 * @param {import("./parse.js").Parser} parser
 * @param {string} pattern
 * @param {string} flags
 * @returns {Compiled}
 */
export function compilePattern(parser, pattern, flags) {
  return compiled(patternProgram(parser.parse(pattern, flags)), false);
}

/**
 * Compiles patterns that go through a text together.
 *
 * @param {import("./parse.js").Parser} parser
 * @param {string[]} patterns
 * @param {string} flags
 * @returns {Compiled}
 */
export function compileSet(parser, patterns, flags) {
  const parsed = patterns.map((pattern) => parser.parse(pattern, flags));
  return compiled(setProgram(parsed), true);
}

const MAX_STEPS = 20_000;

/**
 * @param {import("./program.js").Program} program
 * @param {boolean} isSet
 * @returns {Compiled}
 */
function compiled(program, isSet) {
  if (program.steps.length > MAX_STEPS)
    throw new Error(`it takes more than ${MAX_STEPS} steps`);
  const states = statesOf(program, isSet);
  return {
    program: programBytes(program),
    table: states && tableBytes(states, isSet),
  };
}
