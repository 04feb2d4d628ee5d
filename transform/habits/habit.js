/**
 * A habit that TypeScript developers have, and what to write in its place.
 *
 * @typedef {import("./mistake.js").Mistake} Mistake
 *
 * @typedef {object} Habit
 * @property {number | number[]} code The compiler's code of what it causes.
 * @property {(mistake: Mistake) => boolean} [when] Tells it from other causes of the code.
 * @property {string | ((mistake: Mistake) => string)} says What it means in a filter, and
 *   what to write: one line.
 * @property {Section} see Where docs/typescript.md has more.
 *
 * @typedef {keyof typeof SECTIONS} Section
 */

/** The sections of docs/typescript.md, by how GitHub names them in links. */
export const SECTIONS = /** @type {const} */ ({
  functions: "functions-and-closures",
  classes: "classes-and-fields",
  loops: "loops-and-lists",
  null: "null-undefined-and-truth",
  numbers: "numbers",
  types: "types",
  objects: "objects",
  strings: "strings-and-bytes",
  json: "json",
  waiting: "what-waits",
  errors: "errors",
  modules: "modules-and-packages",
  globals: "what-node-and-browsers-have",
  callbacks: "callbacks-and-statuses",
});

/** Where the sections are. */
export const PAGE =
  "https://github.com/proxy-wasm-as/proxy-wasm-as/blob/main/docs/typescript.md";

/**
 * Returns the line that explains a mistake, or undefined if no habit is known to cause it.
 *
 * @param {readonly Habit[]} habits The first that fits counts.
 * @param {Mistake} mistake
 */
export function explanationOf(habits, mistake) {
  const habit = habits.find(
    ({ code, when }) =>
      [code].flat().includes(mistake.code) && (when?.(mistake) ?? true),
  );
  if (!habit) return undefined;
  const { says, see } = habit;
  const line = typeof says === "string" ? says : says(mistake);
  return `${line} See ${PAGE}#${SECTIONS[see]}`;
}
