import { ERROR, USER_DEFINED } from "../contract/compiler.js";
import { bare, isCall, textOf } from "../source/syntax.js";

/**
 * Says that `??` or `?.` has no effect behind a value, as that is never null. It is an
 * error where TypeScript has `undefined`, and a warning elsewhere; in generics it
 * depends on the types, and is neither.
 *
 * @param {import("assemblyscript").Compiler} compiler
 * @param {import("assemblyscript").Expression} node
 * @param {import("assemblyscript").Type} type
 * @param {"??" | "??=" | "?."} operator
 */
export function reportNeverNull(compiler, node, type, operator) {
  const { contextualTypeArguments: types } =
    compiler.currentFlow.sourceFunction;
  if ([...(types?.keys() ?? [])].some((name) => name !== "this")) return;
  if (isWrong(compiler, node)) return;
  const value = bare(node);
  const says = `\`${textOf(node)}\` is of type \`${type.toString()}\`, which is never null`;
  const { range } = node;
  if ("elementExpression" in value)
    compiler.error(
      USER_DEFINED,
      range,
      `${says}: an index beyond the end throws. Write \`itemAt(list, index)\`, or compare the index with the length for numbers.`,
    );
  else if (isCall(value) && /\.\s*get$/.test(textOf(value.expression)))
    compiler.error(
      USER_DEFINED,
      range,
      `${says}: a key that is not there throws. Write \`getOrNull(map, key)\`, or ask \`map.has(key)\` for numbers.`,
    );
  else
    compiler.warning(
      USER_DEFINED,
      range,
      `${says}: ${operator === "?." ? "write `.`" : `leave out \`${operator}\` and what follows`}.`,
    );
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
