import { Expressions } from "./expressions.js";

/**
 * @typedef {import("../contract/binaryen.js").Binaryen} Binaryen
 * @typedef {import("assemblyscript").Program} Program
 * @typedef {import("assemblyscript").Range} Range
 *
 * @typedef {object} Located What the compiler knows of a function's source.
 * @property {Map<number, Range>} [debugLocations]
 * @property {{ range: Range }} [identifierNode]
 */

/** How the name begins of the function that has the statements of a file. */
export const START = /^start:/;

/** How the names end of functions that have none. */
export const ANONYMOUS = /~anonymous\|\d+.*$/;

/**
 * Returns where a function calls some others, the shortest first; where the compiler notes
 * no places, as in a build without a source map, where the function is declared.
 *
 * @param {Binaryen} binaryen
 * @param {Program} program
 * @param {string} name
 * @param {(callee: string) => boolean} isCallee
 * @returns {Range[]}
 */
export function callPlaces(
  binaryen,
  { filesByName, instancesByName },
  name,
  isCallee,
) {
  const file = filesByName.get(name.replace(START, ""));
  const element = /** @type {Located | undefined} */ (
    /** @type {unknown} */ (
      START.test(name)
        ? file?.startFunction
        : (instancesByName.get(name) ??
          instancesByName.get(name.replace(ANONYMOUS, "")))
    )
  );
  const expressions = new Expressions(binaryen);
  const calls = (/** @type {number} */ expression) => {
    let found = false;
    expressions.walk(
      expression,
      (each, kind) => {
        if (kind === "Call" && isCallee(binaryen.Call.getTarget(each)))
          found = true;
      },
      () => {},
    );
    return found;
  };
  const places = [...(element?.debugLocations ?? [])]
    .filter(([expression]) => calls(expression))
    .map(([, range]) => range)
    .toSorted((one, other) => sizeOf(one) - sizeOf(other));
  if (places.length > 0) return places;
  const declared = START.test(name)
    ? file?.source.statements[0]
    : element?.identifierNode;
  return declared ? [declared.range] : [];
}

/**
 * Tells whether a function is in one of some files: the filter's, or a package's.
 *
 * @param {string[]} paths
 * @param {string} name
 */
export function isIn(paths, name) {
  const own = name.replace(START, "");
  return paths.some((path) => own === path || own.startsWith(`${path}/`));
}

/** @param {Range} range */
function sizeOf({ start, end }) {
  return end - start;
}
