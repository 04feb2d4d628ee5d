import { createRule } from "../base/create-rule.js";
import { isInteger, rangeOf } from "../base/kinds.js";
import { Types } from "../base/types.js";

/**
 * @typedef {import("@typescript-eslint/utils").TSESTree.Expression} Expression
 * @typedef {import("@typescript-eslint/utils").TSESTree.Node} Node
 */

export const numberRange = createRule({
  name: "number-range",
  description: "a number that its type cannot hold",
  why: "An integer that does not fit wraps: `const limit: i32 = 3000000000` is -1294967296, and 31,536,000,000 milliseconds in a product of `i32` literals are 1471228928.",
  bad: `const limit: i32 = 3000000000;
log.info(limit.toString());
const year = 365 * 24 * 60 * 60 * 1000;
log.info(year.toString());
const now = <i32>Date.now();
log.info(now.toString());`,
  good: `const limit: i64 = 3000000000;
log.info(limit.toString());
const year: i64 = 365 * 24 * 60 * 60 * 1000;
log.info(year.toString());
const now = Date.now();
log.info(now.toString());`,
  messages: {
    range:
      "{{value}} does not fit {{kind}}, which wraps it to {{wrapped}}: use a wider type.",
    time: "{{name}} counts beyond what {{kind}} holds, which wraps it: keep it as an i64.",
    unsigned:
      "A {{kind}} is never below 0, so this is always {{result}}: use a signed type, or compare before you subtract.",
    shift:
      "A {{kind}} has {{bits}} bits, so a shift by {{value}} is one by {{rest}}.",
  },
  create(context) {
    const types = new Types(context);

    /** @param {Expression} node */
    const check = (node) => {
      // The outermost of a sum decides.
      if (isArithmetic(node.parent)) return;
      const value = valueOf(types, node);
      const kind = types.wantedKind(node) ?? types.kindOf(node);
      const range = kind === undefined ? undefined : rangeOf(kind);
      if (value === undefined || kind === undefined || !range) return;
      if (value >= range[0] && value <= range[1]) return;
      const size = range[1] - range[0] + 1n;
      const wrapped = ((((value - range[0]) % size) + size) % size) + range[0];
      // -1 is the usual way to write the largest of an unsigned type.
      if (value === -1n) return;
      // The bits of a number in hexadecimal.
      if (/^-?0[xob]/i.test(context.sourceCode.getText(node))) return;
      context.report({
        node,
        messageId: "range",
        data: { value: String(value), kind, wrapped: String(wrapped) },
      });
    };

    return {
      Literal: check,
      UnaryExpression: check,
      BinaryExpression(node) {
        check(node);
        const { left, right, operator } = node;
        const found = unsignedComparison(types, left, operator, right);
        if (found) context.report({ node, messageId: "unsigned", data: found });
        const shift = wideShift(types, node);
        if (shift) context.report({ node, messageId: "shift", data: shift });
      },
      "TSTypeAssertion, TSAsExpression"(
        /** @type {import("@typescript-eslint/utils").TSESTree.TSAsExpression} */ node,
      ) {
        const kind = types.kindOf(node);
        if (!isInteger(kind) || kind === "i64" || kind === "u64") return;
        const { expression } = node;
        if (expression.type !== "CallExpression") return;
        const name =
          types.sdkName(expression.callee) ??
          types.libraryName(expression.callee) ??
          "";
        const callee = context.sourceCode.getText(expression.callee);
        if (callee !== "Date.now" && name !== "currentTimeNanoseconds") return;
        context.report({
          node,
          messageId: "time",
          data: { name: callee, kind: kind ?? "" },
        });
      },
    };
  },
});

/**
 * @param {Node | undefined} node
 */
function isArithmetic(node) {
  if (!node) return false;
  if (node.type === "UnaryExpression") return node.operator === "-";
  return node.type === "BinaryExpression" && /^[-+*]$/.test(node.operator);
}

/**
 * Returns the integer that an expression of literals is, exactly.
 *
 * @param {Types} types
 * @param {Node} node
 * @returns {bigint | undefined}
 */
function valueOf(types, node) {
  if (node.type === "Literal") {
    const text = node.raw.replaceAll("_", "");
    return /^(\d+|0[xob][\da-f]+)$/i.test(text) ? BigInt(text) : undefined;
  }
  if (node.type === "UnaryExpression" && node.operator === "-") {
    const value = valueOf(types, node.argument);
    return value === undefined ? undefined : -value;
  }
  if (node.type !== "BinaryExpression") return undefined;
  const [a, b] = [node.left, node.right].map((each) => valueOf(types, each));
  if (a === undefined || b === undefined) return undefined;
  if (node.operator === "*") return a * b;
  if (node.operator === "+") return a + b;
  return node.operator === "-" ? a - b : undefined;
}

/**
 * @param {Types} types
 * @param {Node} left
 * @param {string} operator
 * @param {Node} right
 */
function unsignedComparison(types, left, operator, right) {
  const isZero = right.type === "Literal" && right.raw === "0";
  if (!isZero || (operator !== "<" && operator !== ">=")) return undefined;
  const kind = types.kindOf(left);
  if (kind === undefined || !/^u/.test(kind)) return undefined;
  return { kind, result: operator === "<" ? "false" : "true" };
}

/**
 * @param {Types} types
 * @param {import("@typescript-eslint/utils").TSESTree.BinaryExpression} node
 */
function wideShift(types, { left, operator, right, parent }) {
  if (!/^(<<|>>>?)$/.test(operator) || right.type !== "Literal")
    return undefined;
  const kind = types.kindOf(left);
  if (kind !== "i32" && kind !== "u32") return undefined;
  const wanted =
    left.type === "Literal" && parent.type === "VariableDeclarator"
      ? types.wantedKind(/** @type {Node} */ (right.parent))
      : kind;
  if (/64$/.test(wanted ?? "")) return undefined;
  const value = Number(right.value);
  if (!(value >= 32)) return undefined;
  return { kind, bits: "32", value: String(value), rest: String(value % 32) };
}
