import { createRule } from "../base/create-rule.js";
import { classAround } from "../base/filter-classes.js";
import { Types } from "../base/types.js";

/** @typedef {import("@typescript-eslint/utils").TSESTree.Node} Node */

/** Names of what only the right client knows. */
const SECRET =
  /(^|_|[a-z](?=[A-Z]))(secret|password|passwd|passphrase|api_?key|token|signature|hmac|digest|credentials?)(s|_?bytes|_?text|_?header|_?value)?$/i;

const HEADERS =
  /^(authorization|proxy-authorization|x-api-key|api-key|apikey|x-auth-token|x-signature|x-hub-signature(-256)?)$/i;

export const secretComparison = createRule({
  name: "secret-comparison",
  description: "a secret that is compared with `==`",
  why: "`==` stops at the first character that differs, so the time it takes tells a client how much of a guess is right. `timingSafeEqual` compares all bytes.",
  bad: `const secret = "melon".repeat(2);
const token = this.request.headers.get("authorization");
if (token == secret) log.info("allowed");`,
  good: `class Filter extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const secret = utf8Encode("melon");
    const token = this.request.headers.getBytes("authorization");
    if (token != null && timingSafeEqual(token, secret)) log.info("allowed");
    return FilterHeadersStatus.Continue;
  }
}
registerHttpContext<Filter>("filter");`,
  messages: {
    secret:
      "`{{operator}}` stops at the first character that differs, and so tells how much of a guess is right: write `timingSafeEqual(…)`, with the bytes of both.",
  },
  create(context) {
    const types = new Types(context);
    return {
      "BinaryExpression[operator=/^[!=]==?$/]"(
        /** @type {import("@typescript-eslint/utils").TSESTree.BinaryExpression} */ node,
      ) {
        const { left, operator, right } = node;
        if (!types.isText(left) || !types.isText(right)) return;
        if (left.type === "Literal" && right.type === "Literal") return;
        // An empty text, or the name of a kind of token, is known anyway.
        if ([left, right].some(isShort)) return;
        if (![left, right].some((each) => isSecret(types, each))) return;
        if (isOwn(types, node)) return;
        context.report({ node, messageId: "secret", data: { operator } });
      },
    };
  },
});

/**
 * Tells whether a plugin compares what it has itself, not what a stream gave it.
 *
 * @param {Types} types
 * @param {import("@typescript-eslint/utils").TSESTree.BinaryExpression} node
 */
function isOwn(types, node) {
  const owner = classAround(node);
  if (!owner || types.sdkBaseOf(owner)?.symbol.name !== "RootContext")
    return false;
  return ![node.left, node.right].some((each) => types.isParameter(each));
}

/** @param {Node} node */
function isShort(node) {
  return node.type === "Literal" && String(node.value).length < 4;
}

/**
 * @param {Types} types
 * @param {Node} node
 * @returns {boolean}
 */
function isSecret(types, node) {
  if (node.type === "TSNonNullExpression") {
    return isSecret(types, node.expression);
  }
  if (node.type === "Identifier") {
    const value = types.constantNode(node);
    return SECRET.test(node.name) || (value !== node && isSecret(types, value));
  }
  if (node.type === "MemberExpression") {
    return (
      node.property.type === "Identifier" && SECRET.test(node.property.name)
    );
  }
  if (node.type !== "CallExpression") return false;
  const [name] = node.arguments;
  return (
    types.sdkName(node.callee) === "HeaderMap.get" &&
    name?.type === "Literal" &&
    HEADERS.test(String(name.value))
  );
}
