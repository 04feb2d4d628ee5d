import { createRule } from "../base/create-rule.js";
import { Types } from "../base/types.js";

/** @typedef {import("@typescript-eslint/utils").TSESTree.Node} Node */

export const nullInText = createRule({
  name: "null-in-text",
  description: "a text that may be null within another text",
  why: "A template writes `null` there, into a header or a log line as well; `+` is refused by the compiler: `Type 'String | null' is not assignable to type 'String'`.",
  bad: `const user = this.request.headers.get("x-user");
log.info(\`user \${user}\`);`,
  good: `const user = this.request.headers.get("x-user");
log.info(\`user \${user != null ? user : "unknown"}\`);`,
  messages: {
    template:
      'This may be null, which is written as "null": choose a text for it.',
    concat:
      "This may be null, which the compiler refuses to add to a text: choose a text for it.",
    choose: 'Write "" for null.',
  },
  suggests: true,
  create(context) {
    const types = new Types(context);

    /**
     * @param {Node} node
     * @param {"template" | "concat"} messageId
     */
    const check = (node, messageId) => {
      if (!types.isText(node) || !types.isNullable(node)) return;
      const text = context.sourceCode.getText(node);
      context.report({
        node,
        messageId,
        suggest:
          node.type === "Identifier"
            ? [
                {
                  messageId: "choose",
                  fix: (fixer) =>
                    fixer.replaceText(node, `(${text} != null ? ${text} : "")`),
                },
              ]
            : [],
      });
    };

    return {
      TemplateLiteral({ expressions }) {
        for (const each of expressions) check(each, "template");
      },
      "BinaryExpression[operator='+']"(
        /** @type {import("@typescript-eslint/utils").TSESTree.BinaryExpression} */ node,
      ) {
        const { left, right } = node;
        if (!types.isText(left) || !types.isText(right)) return;
        check(left, "concat");
        check(right, "concat");
      },
    };
  },
});
