import { filterSources } from "./filter-sources.js";
import { resolve } from "./resolve.js";
import { NODES } from "../contract/compiler.js";
import { REGISTERS, REGISTRY } from "../contract/sdk.js";
import { has } from "../contract/shapes.js";
import { isCall, isIdentifier, isPropertyAccess, nodesIn } from "./syntax.js";

/**
 * @typedef {import("assemblyscript").CallExpression} CallExpression
 * @typedef {import("assemblyscript").Element} Element
 * @typedef {import("assemblyscript").Expression} Expression
 * @typedef {import("assemblyscript").File} File
 * @typedef {import("assemblyscript").Node} Node
 * @typedef {import("assemblyscript").Program} Program
 * @typedef {import("assemblyscript").Source} Source
 *
 * @typedef {object} Registration A place that names a function that registers.
 * @property {string} name The function's, as the SDK has it.
 * @property {Node} node
 * @property {Source} source
 * @property {File} file
 * @property {CallExpression} [call] Where it is called.
 * @property {boolean} isStatement Whether it is called by a statement at the top level.
 */

/**
 * Returns all places that name one of the functions that register a context, in the
 * filter and in its packages, whatever it is called there.
 *
 * @param {Program} program
 * @returns {Registration[]}
 */
export function registrationsIn(program) {
  /** @type {Map<Element, string>} */
  const names = new Map(
    registerFunctions(program).map((each) => [each, each.name]),
  );
  return filterSources(program).flatMap((source) => {
    const file = program.filesByName.get(source.internalPath);
    if (!file) return [];
    const nodes = [...nodesIn(source, isImport)];
    const calls = new Map(
      nodes.filter(isCall).map((call) => [call.expression, call]),
    );
    const found = nodes.flatMap((node) => {
      const name = nameOf(file, node, names);
      return name === undefined ? [] : [{ name, node }];
    });
    return found
      .filter(({ node }) => !isPropertyOf(node, found))
      .map(({ name, node }) => {
        const call = calls.get(/** @type {Expression} */ (node));
        const isStatement = isTopLevel(source, call);
        return { name, node, source, file, call, isStatement };
      });
  });
}

/**
 * Returns the SDK's name of the function that a node names, where it registers. What
 * has such a name, and is not known, counts as well.
 *
 * @param {File} file
 * @param {Node} node
 * @param {Map<Element, string>} names
 */
function nameOf(file, node, names) {
  if (!isIdentifier(node) && !isPropertyAccess(node)) return;
  const element = resolve(file, node);
  if (element) return names.get(element);
  return isIdentifier(node) && REGISTERS.test(node.text)
    ? node.text
    : undefined;
}

/**
 * Tells whether the filter registers exactly one context, by a statement at the top
 * level of a source; if in doubt, says no.
 *
 * @param {Registration[]} registrations
 */
export function hasOneRegistration(registrations) {
  return registrations.length === 1 && registrations[0].isStatement;
}

/**
 * Returns the SDK's functions that register.
 *
 * @param {Program} program
 */
export function registerFunctions({ filesByName }) {
  const exported = filesByName.get(REGISTRY)?.exports;
  return [...(exported?.values() ?? [])].filter(({ name }) =>
    REGISTERS.test(name),
  );
}

/**
 * Imports and exports of names are not yet a use of them.
 *
 * @param {Node} node
 */
function isImport(node) {
  return has(node, NODES.import);
}

/**
 * Tells whether a node is the name behind the dot of one that was found, too.
 *
 * @param {Node} node
 * @param {{ node: Node }[]} found
 */
function isPropertyOf(node, found) {
  return found.some(
    (other) => isPropertyAccess(other.node) && other.node.property === node,
  );
}

/**
 * @param {Source} source
 * @param {CallExpression | undefined} call
 */
function isTopLevel({ statements }, call) {
  return (
    call !== undefined &&
    statements.some(
      (statement) => "expression" in statement && statement.expression === call,
    )
  );
}
