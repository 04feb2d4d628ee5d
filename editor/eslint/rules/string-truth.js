import { createRule } from "../base/create-rule.js";
import {
  shownText,
  STRING_TRUTH,
} from "../../../transform/language/string-truth.js";
import { Types } from "../base/types.js";

/**
 * @typedef {import("@typescript-eslint/utils").TSESTree.Expression} Expression
 * @typedef {import("../base/create-rule.js").Context} Context
 */

export const stringTruth = createRule({
  name: "string-truth",
  description: "a string as a condition, or before `||` and `&&`",
  why: "A condition on a string asks whether it is `null`: `if (text)` is true for an empty text, and `text || other` is `text` then. `!text` is true for an empty text, as in TypeScript.",
  bad: `const path = this.id.toString().trim();
if (path) log.info(path);
const name = this.request.headers.get("x-name") || "nobody";
log.info(name);`,
  good: `const path = this.id.toString().trim();
if (path.length > 0) log.info(path);
const header = this.request.headers.get("x-name");
const name = header != null && header.length > 0 ? header : "nobody";
log.info(name);`,
  messages: {
    ...STRING_TRUTH,
    askLength: "Ask whether it has characters.",
    askNull: "Ask whether it is null.",
    askBoth: "Ask whether it is there and has characters.",
  },
  suggests: true,
  inSpecs: true,
  create(context) {
    const types = new Types(context);
    /** @param {{ test: Expression | null }} node */
    const checkTest = ({ test }) => {
      if (test) checkCondition(context, types, test);
    };
    return {
      IfStatement: checkTest,
      ConditionalExpression: checkTest,
      WhileStatement: checkTest,
      DoWhileStatement: checkTest,
      ForStatement: checkTest,
      LogicalExpression(node) {
        const { left, operator, right } = node;
        if (operator === "??" || isTested(node) || !types.isText(left)) return;
        // Empty in both cases.
        if (operator === "||" && right.type === "Literal" && right.value === "")
          return;
        const canRepeat = operator === "||" && left.type === "Identifier";
        context.report({
          node: left,
          messageId: "or",
          data: { operator, text: shownText(context.sourceCode.getText(left)) },
          suggest: canRepeat ? choices(context, types, node) : [],
        });
      },
    };
  },
});

/**
 * @param {Context} context
 * @param {Types} types
 * @param {Expression} node What is asked for its truth.
 */
function checkCondition(context, types, node) {
  if (node.type === "LogicalExpression" && node.operator !== "??") {
    checkCondition(context, types, node.left);
    checkCondition(context, types, node.right);
  } else if (types.isText(node)) {
    const isPart = node.parent.type === "LogicalExpression";
    context.report({
      node,
      messageId: types.isNullable(node) ? "notNull" : "always",
      data: { text: shownText(context.sourceCode.getText(node)) },
      suggest: conditions(context, types, node).map(({ id, condition }) => ({
        messageId: id,
        fix: (fixer) =>
          fixer.replaceText(node, isPart ? `(${condition})` : condition),
      })),
    });
  }
}

/**
 * Returns what the author may have meant: that a string is there, that it has
 * characters, or both.
 *
 * @param {Context} context
 * @param {Types} types
 * @param {Expression} node
 */
function conditions({ sourceCode }, types, node) {
  const text = sourceCode.getText(node);
  const hasLength = { id: "askLength", condition: `${text}.length > 0` };
  if (!types.isNullable(node)) return [hasLength];
  const isThere = { id: "askNull", condition: `${text} != null` };
  // The compiler narrows locals only.
  if (node.type !== "Identifier") return [isThere];
  const both = `${isThere.condition} && ${hasLength.condition}`;
  return [isThere, { id: "askBoth", condition: both }];
}

/**
 * Returns the ways to write `a || b` out.
 *
 * @param {Context} context
 * @param {Types} types
 * @param {import("@typescript-eslint/utils").TSESTree.LogicalExpression} node
 */
function choices(context, types, node) {
  const [left, right] = [node.left, node.right].map((each) =>
    context.sourceCode.getText(each),
  );
  return conditions(context, types, node.left).map(({ id, condition }) => ({
    messageId: id,
    fix: (
      /** @type {import("@typescript-eslint/utils").TSESLint.RuleFixer} */ fixer,
    ) => fixer.replaceText(node, `(${condition} ? ${left} : ${right})`),
  }));
}

/**
 * Tells whether only the truth of an expression counts.
 *
 * @param {import("@typescript-eslint/utils").TSESTree.Node} node
 * @returns {boolean}
 */
function isTested(node) {
  const { parent } = node;
  if (!parent) return false;
  if (parent.type === "LogicalExpression") return isTested(parent);
  if (parent.type === "UnaryExpression") return parent.operator === "!";
  return "test" in parent && parent.test === node;
}
