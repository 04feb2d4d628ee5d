import { describeModels } from "./describe.js";

/**
 * @typedef {import("assemblyscript").Program} Program
 * @typedef {ReturnType<typeof describeModels>} Described
 */

/** @type {WeakMap<Program, Described>} */
const known = new WeakMap();

/**
 * Returns what a program's models are, and what is wrong with them.
 *
 * @param {Program} program
 */
export function describedIn(program) {
  const described = known.get(program) ?? describeModels(program);
  known.set(program, described);
  return described;
}

/** @param {Program} program */
export function modelsOf(program) {
  return describedIn(program).models;
}
