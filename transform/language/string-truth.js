import { USER_DEFINED } from "../contract/compiler.js";
import { BAR_BAR, AMPERSAND_AMPERSAND } from "../contract/language.js";
import { isInPackage } from "../source/filter-sources.js";
import { bare, isText, textOf } from "../source/syntax.js";
import { override } from "./override.js";
import { typesOf } from "./types.js";

/**
 * @typedef {import("assemblyscript").BinaryExpression} BinaryExpression
 * @typedef {import("assemblyscript").Compiler} Compiler
 * @typedef {import("assemblyscript").Expression} Expression
 * @typedef {import("assemblyscript").Node} Node
 * @typedef {import("assemblyscript").Type} Type
 */

/** The warnings for a string that is used as a condition. */
export const STRING_TRUTH = {
  always:
    "A string that is not null is always true here, even an empty one: write `{{text}}.length > 0`.",
  notNull:
    "This asks whether the string is null; an empty one is true here: write `{{text}} != null`, or `{{text}} != null && {{text}}.length > 0`.",
  or: "`{{operator}}` asks whether the string is null; an empty one is true here: write the condition out, `{{text}} != null` or `{{text}}.length > 0`.",
};

/**
 * Returns the text that stands for a string in a warning.
 *
 * @param {string} code
 */
export function shownText(code) {
  return code.length > 40 || code.includes("\n") ? "text" : code;
}

/**
 * The left sides of `||` and `&&` whose value counts, with their operators; undefined where
 * an empty string makes no difference.
 *
 * @type {WeakMap<Node, string | undefined>}
 */
const SIDES = new WeakMap();

/**
 * Has the compiler warn where a filter uses a string as a condition.
 *
 * @param {Compiler} prototype
 * @param {WeakMap<import("assemblyscript").Program, unknown>} languages
 */
export function warnOfStringTruth(prototype, languages) {
  override(
    prototype,
    "compileBinaryExpression",
    /**
     * @param {Compiler} compiler
     * @param {(node: BinaryExpression, contextualType: Type, constraints: number) => number} original
     * @param {BinaryExpression} node
     * @param {Type} contextualType
     * @param {number} constraints
     */
    (compiler, original, node, contextualType, constraints) => {
      noteSide(compiler, node, contextualType);
      return original(node, contextualType, constraints);
    },
  );
  override(
    prototype,
    "makeIsTrueish",
    /**
     * @param {Compiler} compiler
     * @param {(value: number, type: Type, node: Expression) => number} original
     * @param {number} value
     * @param {Type} type
     * @param {Expression} node
     */
    (compiler, original, value, type, node) => {
      if (
        type.getClass() === compiler.program.stringInstance &&
        languages.has(compiler.program)
      )
        warn(compiler, value, type, node);
      return original(value, type, node);
    },
  );
}

/**
 * @param {Compiler} compiler
 * @param {BinaryExpression} node
 * @param {Type} contextualType
 */
function noteSide(compiler, { operator, left, right }, contextualType) {
  const isOr = operator === BAR_BAR;
  if (!isOr && operator !== AMPERSAND_AMPERSAND) return;
  const { bool, void: nothing } = typesOf(compiler);
  const other = bare(right);
  const isEmpty = isText(other) && "value" in other && other.value === "";
  if (isOr && isEmpty) SIDES.set(left, undefined);
  else if (contextualType !== bool && contextualType !== nothing)
    SIDES.set(left, isOr ? "||" : "&&");
}

/**
 * @param {Compiler} compiler
 * @param {number} value
 * @param {Type} type
 * @param {Expression} node
 */
function warn(compiler, value, type, node) {
  const { currentFlow: flow } = compiler;
  if (isInPackage(node.range.source.internalPath) || isInGeneric(compiler))
    return;
  const operator = SIDES.get(node);
  if (SIDES.has(node) && operator === undefined) return;
  const id =
    operator !== undefined
      ? "or"
      : flow.isNonnull(value, type)
        ? "always"
        : "notNull";
  const text = STRING_TRUTH[id]
    .replaceAll("{{text}}", shownText(textOf(node)))
    .replace("{{operator}}", operator ?? "");
  compiler.warning(USER_DEFINED, node.range, text);
}

/**
 * Tells whether what is compiled is in a function or a class with type parameters, which
 * does not know its types.
 *
 * @param {Compiler} compiler
 */
export function isInGeneric({ currentFlow }) {
  const { contextualTypeArguments: types } = currentFlow.sourceFunction;
  return [...(types?.keys() ?? [])].some((name) => name !== "this");
}
