import { createRule } from "../base/create-rule.js";
import { functionAround } from "../base/filter-classes.js";
import { Types } from "../base/types.js";

/** What throws for some input, and what does not. */
const INSTEAD = /** @type {Record<string, string>} */ ({
  decodeURIComponent: "percentDecode(text), which is then null",
  decodeURI: "percentDecode(text), which is then null",
  encodeURIComponent: "percentEncode(text), which never does",
  encodeURI: "percentEncode(text), which never does",
  "Date.parse": "parseHttpDate or parseIsoDate, which are then null",
  "Date.fromString": "parseHttpDate or parseIsoDate, which are then null",
  "String.at": 'charAt, which is then ""',
});

export const trappingCall = createRule({
  name: "trapping-call",
  description: "a call that throws for what a client may send",
  why: "There is no `try`: what throws ends the VM and every stream in it. `decodeURIComponent` does for `%zz`, `Date.parse` for an HTTP date, and `value!` for null.",
  bad: `const user = this.request.headers.get("x-user")!;
log.info(decodeURIComponent(user));`,
  good: `const user = this.request.headers.get("x-user");
const name = user != null ? percentDecode(user) : null;
if (name != null) log.info(name);`,
  messages: {
    call: "{{name}} throws for some texts, which ends the VM: use {{instead}}.",
    nonNull:
      "`!` ends the VM where this is null, and a client decides that: compare with null.",
    random:
      "crypto.getRandomValues throws where the proxy provides no random bytes: use randomBytes, which is then null.",
  },
  create(context) {
    const types = new Types(context);
    return {
      CallExpression(node) {
        const { callee } = node;
        const text = context.sourceCode.getText(callee);
        if (text === "crypto.getRandomValues") {
          context.report({ node, messageId: "random" });
          return;
        }
        const name = types.libraryName(callee);
        const known = name !== undefined ? INSTEAD[name] : undefined;
        const instead = known ?? INSTEAD[text];
        if (instead === undefined) return;
        const [argument] = node.arguments;
        // A constant is seen in the first test.
        if (argument?.type === "Literal") return;
        context.report({
          node,
          messageId: "call",
          data: { name: name ?? text, instead },
        });
      },
      TSNonNullExpression(node) {
        const { expression } = node;
        if (expression.type !== "CallExpression") return;
        const name = types.sdkName(expression.callee);
        if (name === undefined || !types.isNullable(expression)) return;
        const [argument] = expression.arguments;
        // A request has these.
        const isAlwaysThere =
          argument?.type === "Literal" &&
          /^:(method|path|authority|scheme|status)$/.test(
            String(argument.value),
          );
        const isConstant =
          expression.arguments.length > 0 &&
          name === "parseJson" &&
          argument?.type === "Literal";
        // In a loop over what is there.
        const isCounted =
          name.endsWith(".at") &&
          /\.length\b/.test(
            context.sourceCode.getText(functionAround(node) ?? node),
          );
        if (isAlwaysThere || isConstant || isCounted) return;
        context.report({ node, messageId: "nonNull" });
      },
    };
  },
});
