import { createRule } from "../base/create-rule.js";
import { Types } from "../base/types.js";

/**
 * @typedef {import("@typescript-eslint/utils").TSESTree.Node} Node
 */

export const statusComparison = createRule({
  name: "status-comparison",
  description: "a status that is compared with another kind of status",
  why: "To the compiler all enums are numbers: `answer.status == Status.Ok` compares 200 with 0, and `FilterHeadersStatus.StopIteration` is 1 as `Status.NotFound` is.",
  bad: `const name = this.request.headers.get("x-status");
const status = name != null ? <i32>parseInt(name) : 0;
if (status == Status.Ok) log.info("fine");`,
  good: `const name = this.request.headers.get("x-status");
const status = name != null ? <i32>parseInt(name) : 0;
if (status == 200) log.info("fine");`,
  messages: {
    number:
      "{{member}} is a {{type}}, and {{value}} is a number that is none: compare it with the number that you mean.",
    other: "{{member}} is a {{type}}, and {{value}} is a {{other}}.",
  },
  create(context) {
    const types = new Types(context);

    /**
     * @param {Node} value
     * @param {Node} member
     */
    const check = (value, member) => {
      const type = types.enumOf(member);
      if (type === undefined || member.type !== "MemberExpression") return;
      const other = types.enumOf(value);
      if (other === type || (other === undefined && !isNumber(types, value)))
        return;
      const [memberText, valueText] = [member, value].map((each) =>
        context.sourceCode.getText(each),
      );
      context.report({
        node: member,
        messageId: other === undefined ? "number" : "other",
        data: {
          member: memberText ?? "",
          value: valueText ?? "",
          type,
          other: other ?? "",
        },
      });
    };

    return {
      "BinaryExpression[operator=/^([!=]==?|[<>]=?)$/]"(
        /** @type {import("@typescript-eslint/utils").TSESTree.BinaryExpression} */ node,
      ) {
        check(node.left, node.right);
        if (types.enumOf(node.right) === undefined)
          check(node.right, node.left);
      },
      SwitchStatement({ discriminant, cases }) {
        for (const { test } of cases) if (test) check(discriminant, test);
      },
    };
  },
});

/**
 * @param {Types} types
 * @param {Node} node
 */
function isNumber(types, node) {
  // A literal, a shift or a sum may well be the number of the status.
  if (node.type === "Literal" || node.type === "BinaryExpression") return false;
  const kind = types.kindOf(node);
  return kind !== undefined && /^[iuf]\d/.test(kind);
}
