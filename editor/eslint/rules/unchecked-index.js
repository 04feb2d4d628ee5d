import { functionAround } from "../base/filter-classes.js";
import { createRule } from "../base/create-rule.js";
import { Types } from "../base/types.js";

/**
 * @typedef {import("@typescript-eslint/utils").TSESTree.Node} Node
 * @typedef {import("../base/create-rule.js").Context} Context
 */

/** What takes from a list that may be empty. */
const TAKES = ["Array.pop", "Array.shift"];

export const uncheckedIndex = createRule({
  name: "unchecked-index",
  description: "an element that may not be there",
  why: "Where TypeScript returns `undefined`, AssemblyScript throws, which ends the VM and every stream in it: for an index beyond `split`, `pop` and `shift` of an empty list, and `get` of a key that a map does not have.",
  bad: `const header = this.request.headers.get("authorization");
if (header != null) log.info(header.split(" ")[1]);
const plans = new Map<string, string>();
log.info(plans.get("free"));`,
  good: `const header = this.request.headers.get("authorization");
const token = header != null ? itemAt(header.split(" "), 1) : null;
if (token != null) log.info(token);
const plans = new Map<string, string>();
const plan = getOrNull(plans, "free");
if (plan != null) log.info(plan);`,
  messages: {
    split:
      "An index beyond what `split` returns ends the VM, and a client decides how many there are: use itemAt, which is then null, or check the length.",
    take: "`{{name}}` of an empty list ends the VM: check the length first.",
    get: "`get` of a key that the map does not have ends the VM: use getOrNull, which is then null, or ask `has` first.",
    itemAt: "Use itemAt; import it from proxy-wasm-as.",
    getOrNull: "Use getOrNull; import it from proxy-wasm-as.",
  },
  suggests: true,
  create(context) {
    const types = new Types(context);
    const { sourceCode } = context;
    return {
      MemberExpression(node) {
        if (!node.computed || !isSplit(types, node.object)) return;
        const { object, property } = node;
        // The first is always there, unless it was split into characters.
        if (property.type === "Literal" && property.value === 0) return;
        if (isAsked(context, object, "length")) return;
        const [list, index] = [object, property].map((each) =>
          sourceCode.getText(each),
        );
        context.report({
          node,
          messageId: "split",
          suggest: [
            {
              messageId: "itemAt",
              fix: (fixer) =>
                fixer.replaceText(node, `itemAt(${list}, ${index})`),
            },
          ],
        });
      },
      CallExpression(node) {
        const { callee } = node;
        if (callee.type !== "MemberExpression") return;
        const name = types.libraryName(callee) ?? "";
        if (TAKES.includes(name)) {
          if (isAsked(context, callee.object, "length")) return;
          context.report({
            node,
            messageId: "take",
            data: { name: name.slice(6) },
          });
        } else if (name === "Map.get") {
          if (isAsked(context, callee.object, "has", "keys")) return;
          const [key] = node.arguments;
          context.report({
            node,
            messageId: "get",
            suggest:
              key && !types.isPlain(node)
                ? [
                    {
                      messageId: "getOrNull",
                      fix: (fixer) =>
                        fixer.replaceText(
                          node,
                          `getOrNull(${sourceCode.getText(callee.object)}, ${sourceCode.getText(key)})`,
                        ),
                    },
                  ]
                : [],
          });
        }
      },
    };
  },
});

/**
 * Tells whether a value is what `split` returned.
 *
 * @param {Types} types
 * @param {Node} node
 */
function isSplit(types, node) {
  const value = types.constantNode(node);
  return (
    value.type === "CallExpression" &&
    types.libraryName(value.callee) === "String.split"
  );
}

/**
 * Tells whether the function around asks a list or a map for one of its members.
 *
 * @param {Context} context
 * @param {Node} node
 * @param {string[]} members
 */
function isAsked({ sourceCode }, node, ...members) {
  if (node.type !== "Identifier" && node.type !== "MemberExpression")
    return false;
  const around = functionAround(node) ?? sourceCode.ast;
  const text = sourceCode.getText(around);
  const name = sourceCode.getText(node);
  return members.some((member) => text.includes(`${name}.${member}`));
}
