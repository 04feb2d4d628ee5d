import { createRule } from "../base/create-rule.js";
import { isFloat, isInteger } from "../base/kinds.js";
import { Types } from "../base/types.js";

/**
 * @typedef {import("@typescript-eslint/utils").TSESTree.BinaryExpression} BinaryExpression
 * @typedef {import("@typescript-eslint/utils").TSESTree.Node} Node
 */

export const integerDivision = createRule({
  name: "integer-division",
  description: "a division of integers that is used as a fraction",
  why: "`/` between integers drops the fraction, and a literal without a point is an integer: `const half = 7 / 2` is 3, and with `i32` operands even `const ratio: f64 = used / limit` is.",
  bad: `const half = 7 / 2;
log.info(half.toString());
const ratio: f64 = count / 3;
log.info(ratio.toString());`,
  good: `const half = 7.0 / 2.0;
log.info(half.toString());
const ratio = <f64>count / 3.0;
log.info(ratio.toString());
const pairs: i32 = count / 2;
log.info(pairs.toString());`,
  messages: {
    fraction:
      "`/` between integers drops the fraction before the result becomes a {{kind}}: convert an operand, as in <f64>a / <f64>b.",
    literals:
      "This is {{result}}: without a point these are integers, and `/` drops the fraction.",
    percent:
      "`/` between integers drops the fraction before the multiplication: multiply first, or convert an operand to f64.",
    compared:
      "`/` between integers drops the fraction before it is compared with one: convert an operand, as in <f64>a / <f64>b.",
    convert: "Divide as f64.",
    truncate: "Keep the whole number, and say so.",
  },
  suggests: true,
  create(context) {
    const types = new Types(context);
    const { sourceCode } = context;
    return {
      "BinaryExpression[operator='/']"(/** @type {BinaryExpression} */ node) {
        const { left, right } = node;
        if (!isInteger(types.kindOf(left)) || !isInteger(types.kindOf(right)))
          return;
        const found = whyWrong(types, node);
        if (!found) return;
        const [a, b] = [left, right].map((each) => sourceCode.getText(each));
        const float = [left, right]
          .map((each, index) =>
            /^[\w.]+$/.test([a, b][index] ?? "")
              ? isLiteral(each)
                ? `${[a, b][index]}.0`
                : `<f64>${[a, b][index]}`
              : `<f64>(${[a, b][index]})`,
          )
          .join(" / ");
        context.report({
          node,
          ...found,
          suggest: [
            {
              messageId: "convert",
              fix: (fixer) => fixer.replaceText(node, float),
            },
            ...(found.messageId === "literals"
              ? [
                  {
                    messageId: "truncate",
                    fix: (
                      /** @type {import("@typescript-eslint/utils").TSESLint.RuleFixer} */ fixer,
                    ) => fixer.replaceText(node, `<i32>(${a} / ${b})`),
                  },
                ]
              : []),
          ],
        });
      },
    };
  },
});

/**
 * Returns what to report about a division of integers, if anything: its result is used
 * as a fraction, or it is one of constants that does not come out even.
 *
 * @param {Types} types
 * @param {BinaryExpression} node
 */
function whyWrong(types, node) {
  const areLiterals = isLiteral(node.left) && isLiteral(node.right);
  const wanted = types.wantedKind(node);
  // The compiler reads literals as what the place asks for.
  if (isFloat(wanted)) {
    return areLiterals
      ? undefined
      : { messageId: "fraction", data: { kind: wanted ?? "" } };
  }
  if (isInteger(wanted)) return undefined;
  const { parent } = node;
  if (
    parent.type === "BinaryExpression" &&
    parent.operator === "*" &&
    [parent.left, parent.right].some((each) => isHundred(each))
  ) {
    return { messageId: "percent", data: {} };
  }
  if (
    parent.type === "BinaryExpression" &&
    [parent.left, parent.right].some(
      (each) => each !== node && isFloat(types.kindOf(each)),
    )
  ) {
    return /[<>=]/.test(parent.operator)
      ? { messageId: "compared", data: {} }
      : { messageId: "fraction", data: { kind: "f64" } };
  }
  const [a, b] = [node.left, node.right].map((each) => constantOf(types, each));
  if (a === undefined || b === undefined || b === 0n || a % b === 0n)
    return undefined;
  return { messageId: "literals", data: { result: String(a / b) } };
}

/** @param {Node} node */
function isHundred(node) {
  return node.type === "Literal" && /^100+(\.0*)?$/.test(node.raw);
}

/** @param {Node} node */
function isLiteral(node) {
  return node.type === "Literal";
}

/**
 * Returns the integer that a literal or a constant is.
 *
 * @param {Types} types
 * @param {Node} node
 */
function constantOf(types, node) {
  const literal = types.constantNode(node);
  return literal?.type === "Literal" && /^\d+$/.test(literal.raw)
    ? BigInt(literal.raw)
    : undefined;
}
