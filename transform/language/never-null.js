import { ERROR, USER_DEFINED } from "../contract/compiler.js";
import { bare, isCall, isIdentifier, textOf } from "../source/syntax.js";

/**
 * Warns that `??` has no effect after a value that is never null. Before any of these
 * operators it is an error where the value would be `undefined` in TypeScript and throws
 * here. In generics it depends on the types, and nothing is reported.
 *
 * @param {import("assemblyscript").Compiler} compiler
 * @param {import("assemblyscript").Expression} node
 * @param {import("assemblyscript").Type} type
 * @param {"??" | "??=" | "?."} operator
 */
export function reportNeverNull(compiler, node, type, operator) {
  const flow = compiler.currentFlow;
  const { contextualTypeArguments: types } = flow.sourceFunction;
  if ([...(types?.keys() ?? [])].some((name) => name !== "this")) return;
  if (isWrong(compiler, node)) return;
  const value = bare(node);
  const { range } = node;
  const says = `\`${textOf(node)}\` is of type \`${type.toString()}\`, which is never null`;
  const instead = insteadOf(value);
  if (instead !== undefined) {
    compiler.error(USER_DEFINED, range, `${says}: ${instead}`);
    return;
  }
  const isNarrowed =
    isIdentifier(value) &&
    flow.lookupLocal(value.text)?.type.isNullableReference;
  if (operator === "?." || isNarrowed) return;
  compiler.warning(
    USER_DEFINED,
    range,
    `${says}: leave out \`${operator}\` and what follows.`,
  );
}

/**
 * Returns what to write in place of something that throws where TypeScript has
 * `undefined`.
 *
 * @param {import("assemblyscript").Expression} value
 */
function insteadOf(value) {
  if ("elementExpression" in value)
    return "an index beyond the end throws. Write `itemAt(list, index)`, or compare the index with the length for numbers.";
  return isCall(value) && /\.\s*get$/.test(textOf(value.expression))
    ? "a key that is not there throws. Write `getOrNull(map, key)`, or ask `map.has(key)` for numbers."
    : undefined;
}

/**
 * Tells whether an expression has an error, so that its type says nothing.
 *
 * @param {import("assemblyscript").Compiler} compiler
 * @param {import("assemblyscript").Expression} node
 */
function isWrong({ program }, { range: { source, start, end } }) {
  return program.diagnostics.some(
    ({ category, range }) =>
      category === ERROR &&
      range?.source === source &&
      range.start >= start &&
      range.end <= end,
  );
}
