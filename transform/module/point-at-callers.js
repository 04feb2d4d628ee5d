import { ERROR, USER_DEFINED } from "../contract/compiler.js";
import { isSdkPath, sourcesOfAuthors } from "../source/sdk.js";
import { CallGraph } from "./call-graph.js";
import { callPlaces, isIn } from "./call-places.js";

/**
 * @typedef {import("../contract/binaryen.js").Binaryen} Binaryen
 * @typedef {import("../contract/binaryen.js").BinaryenModule} BinaryenModule
 * @typedef {import("assemblyscript").Program} Program
 * @typedef {import("assemblyscript").Range} Range
 * @typedef {Program["diagnostics"][number]} Diagnostic
 * @typedef {{ declaration: { range: Range }, internalName: string }} Declared
 */

/** What the compiler makes of the text of an `ERROR`. */
const QUOTED = /^User-defined: "(.*)"$/s;

/** @type {WeakSet<Diagnostic>} Those that stay, too: the compiler asks before each one. */
const seen = new WeakSet();

/**
 * Has each error that the SDK's own code raises point at the lines of the author that lead
 * there, as one that says what the ABI of the build lacks. Called when the program is
 * compiled and its errors are not printed yet. One that no line of an author leads to stays
 * where it is.
 *
 * @param {Binaryen} binaryen
 * @param {Program} program
 */
export function pointAtCallers(binaryen, program) {
  const { diagnostics } = program;
  const raised = diagnostics.filter(
    (each) => isRaisedBySdk(each) && !seen.has(each),
  );
  if (raised.length === 0) return;
  for (const each of raised) seen.add(each);
  const module = /** @type {BinaryenModule} */ (
    /** @type {unknown} */ (binaryen.wrapModule(program.module.ref))
  );
  const graph = new CallGraph(binaryen, module);
  const paths = sourcesOfAuthors(program).map((each) => each.internalPath);
  for (const diagnostic of raised) {
    const { message, range } = diagnostic;
    if (range === null) continue;
    const places = placesOf(binaryen, program, graph, paths, range);
    if (places.length === 0) continue;
    diagnostics.splice(diagnostics.indexOf(diagnostic), 1);
    const text = message.replace(QUOTED, "$1");
    for (const place of places) program.error(USER_DEFINED, place, text);
  }
}

/** @param {Diagnostic} diagnostic */
function isRaisedBySdk({ category, code, range }) {
  return (
    category === ERROR &&
    code === USER_DEFINED &&
    range !== null &&
    isSdkPath(range.source.internalPath)
  );
}

/**
 * Returns the places from which authors' functions lead to a place of the SDK.
 *
 * @param {Binaryen} binaryen
 * @param {Program} program
 * @param {CallGraph} graph
 * @param {string[]} paths
 * @param {Range} range
 */
function placesOf(binaryen, program, graph, paths, range) {
  const instances = /** @type {Iterable<Declared>} */ (
    /** @type {unknown} */ (program.instancesByName.values())
  );
  const around = [...instances]
    .filter(({ declaration }) => isWithin(range, declaration.range))
    .map(({ internalName }) => internalName);
  const isAuthors = (/** @type {string} */ name) => isIn(paths, name);
  const leading = leadingTo(graph, around, isAuthors);
  return [...leading]
    .filter(isAuthors)
    .flatMap((name) =>
      shortest(
        callPlaces(
          binaryen,
          program,
          name,
          (callee) => leading.has(callee) && !isAuthors(callee),
        ),
      ),
    );
}

/**
 * Returns some functions, and all that lead to them by calls whose targets are known, up to
 * the first one of an author.
 *
 * @param {CallGraph} graph
 * @param {string[]} names
 * @param {(name: string) => boolean} isLast
 */
function leadingTo({ functions }, names, isLast) {
  const leading = new Set(names);
  for (const each of leading) {
    if (isLast(each)) continue;
    for (const [caller, { named }] of functions)
      if (named.has(each)) leading.add(caller);
  }
  return leading;
}

/**
 * Returns the places that have no other one in them.
 *
 * @param {Range[]} places The shortest first.
 */
function shortest(places) {
  return places.filter(
    (place, index) =>
      !places.slice(0, index).some((other) => isWithin(other, place)),
  );
}

/**
 * @param {Range} inner
 * @param {Range} outer
 */
function isWithin(inner, outer) {
  return (
    inner.source === outer.source &&
    inner.start >= outer.start &&
    inner.end <= outer.end
  );
}
