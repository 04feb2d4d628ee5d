import { ELEMENTS } from "../contract/compiler.js";
import { has } from "../contract/shapes.js";
import { GREATER_THAN, INDEXED_GET } from "../contract/language.js";

/**
 * @typedef {import("assemblyscript").Class} Class
 * @typedef {import("assemblyscript").Expression} Expression
 * @typedef {import("assemblyscript").Program} Program
 * @typedef {import("./build.js").Build} Build
 *
 * @typedef {(build: Build, list: Expression, index: Expression) => Expression} Part
 *
 * @typedef {object} Half One half of an entry, or an element.
 * @property {string} [list] The method that returns the list that has it, where that is
 *   not the value itself.
 * @property {Part} read
 *
 * @typedef {object} Plan How to go through a value.
 * @property {string} [from] The method that returns what is gone through.
 * @property {Half[]} parts An element, or the two halves of an entry.
 * @property {boolean} [moves] Whether reading a part moves the index.
 */

/** @type {Part} */
const atIndex = (build, list, index) => build.element(list, index);

/** @type {(method: string) => Part} */
const byMethod = (method) => (build, list, index) =>
  build.call(build.member(list, method), [index]);

/** @type {Part} */
const codePoint = (build, list, index) => {
  const code = build.call(build.member(list, "codePointAt"), [index]);
  const isPair = build.binary(GREATER_THAN, code, build.integer(0xffff));
  const size = build.choice(isPair, build.integer(2), build.integer(1));
  const end = build.assignSum(index, size);
  return build.call(build.member(list, "substring"), [index, end]);
};

/**
 * Returns how to go through the instances of a class; undefined where they cannot be.
 *
 * @param {Program} program
 * @param {Class} type
 * @returns {Plan | undefined}
 */
export function planOf({ stringInstance }, type) {
  const methods = (/** @type {string[]} */ ...names) =>
    names.filter((name) => hasMethod(type, name));
  const isThere = (/** @type {string} */ name) => type.getMember(name) !== null;
  if (type === stringInstance)
    return { parts: [{ read: codePoint }], moves: true };
  if (isThere("length")) {
    if (type.lookupOverload(INDEXED_GET)) return { parts: [{ read: atIndex }] };
    const halves = [...methods("name", "key"), ...methods("value")];
    const found = halves.length === 2 ? halves : methods("at", "text");
    return found.length > 0
      ? { parts: found.map((method) => ({ read: byMethod(method) })) }
      : undefined;
  }
  const lists = isThere("size") ? methods("keys", "values") : [];
  if (lists.length > 0)
    return { parts: lists.map((list) => ({ list, read: atIndex })) };
  const [from] = methods("entries");
  return from === undefined ? undefined : { from, parts: [] };
}

/**
 * @param {Class} type
 * @param {string} name
 */
export function hasMethod(type, name) {
  const member = type.getMember(name);
  return member !== null && has(member, ELEMENTS.function);
}

/**
 * Returns how to go through an array by its indexes and elements, as its `entries()` does
 * in JavaScript.
 *
 * @param {Plan} plan
 * @returns {Plan}
 */
export function withIndexes({ parts, ...plan }) {
  return parts.length === 1
    ? { ...plan, parts: [{ read: (_build, _list, index) => index }, ...parts] }
    : { ...plan, parts };
}
