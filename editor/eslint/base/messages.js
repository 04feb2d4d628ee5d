/**
 * @typedef {import("@typescript-eslint/utils").TSESTree.Node} Node
 * @typedef {"request" | "response"} Side
 */

/** What changes headers. */
const EDITS = [
  "set",
  "setBytes",
  "append",
  "appendBytes",
  "delete",
  "replaceAll",
];

/** What changes a body. */
const BODY_EDITS = [
  "set",
  "setBytes",
  "append",
  "appendBytes",
  "prepend",
  "prependBytes",
  "replace",
  "replaceBytes",
  "clear",
];

/** @param {string | undefined} name As `HeaderMap.set`. */
export function isHeaderEdit(name) {
  return EDITS.some((each) => name === `HeaderMap.${each}`);
}

/** @param {string | undefined} name As `Body.set`. */
export function isBodyEdit(name) {
  return BODY_EDITS.some((each) => name === `Body.${each}`);
}

/**
 * Returns the message that headers, trailers or a body belong to, where it shows.
 *
 * @param {import("./types.js").Types} types
 * @param {Node} node Such as `this.request.headers`, or a constant that is.
 * @param {"headers" | "body"} part
 * @returns {Side | undefined}
 */
export function sideOf(types, node, part) {
  const value = types.constantNode(node);
  if (value.type !== "MemberExpression" || nameOf(value) !== part) {
    return undefined;
  }
  const message = types.constantNode(value.object);
  if (message.type !== "MemberExpression") return undefined;
  const name = nameOf(message);
  return name === "request" || name === "response" ? name : undefined;
}

/** @param {import("@typescript-eslint/utils").TSESTree.MemberExpression} node */
export function nameOf({ computed, property }) {
  return !computed && property.type === "Identifier"
    ? property.name
    : undefined;
}

/**
 * Returns the names of the statuses that a callback returns: `Continue` and so on.
 *
 * @param {import("eslint").SourceCode | import("@typescript-eslint/utils").TSESLint.SourceCode} sourceCode
 * @param {Node | undefined} method
 */
export function statusesOf(sourceCode, method) {
  if (!method) return ["Continue"];
  const text = sourceCode.getText(/** @type {never} */ (method));
  return [...text.matchAll(/\bFilter\w+Status\.(\w+)/g)].map(
    ([, name]) => name ?? "",
  );
}

/** @param {string[]} statuses */
export function onlyContinues(statuses) {
  return statuses.length > 0 && statuses.every((each) => each === "Continue");
}
