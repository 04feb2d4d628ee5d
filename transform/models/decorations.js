import { DECORATORS } from "../contract/sdk.js";
import { IS_HIDDEN, IS_STATIC } from "../contract/compiler.js";
import { resolve } from "../source/resolve.js";
import { isFunction } from "../source/syntax.js";
import { literalOf } from "./docstring.js";

/**
 * @typedef {import("assemblyscript").ClassPrototype} ClassPrototype
 * @typedef {import("assemblyscript").Element} Element
 * @typedef {import("assemblyscript").ClassDeclaration} ClassDeclaration
 * @typedef {import("assemblyscript").DeclarationStatement} DeclarationStatement
 * @typedef {import("./describe.js").Decoration} Decoration
 * @typedef {import("./describe.js").Problem} Problem
 */

/** The decorators of classes. */
const OF_CLASSES = ["discriminator", "variant"];

/**
 * Returns the SDK's decorators of a declaration, whatever they are imported as.
 *
 * @param {Element} scope
 * @param {{ decorators?: import("assemblyscript").DecoratorNode[] | null }} declaration
 * @returns {Decoration[]}
 */
export function decorationsOf(scope, { decorators }) {
  return (decorators ?? []).flatMap(({ name, args, range }) => {
    const element = resolve(scope, name);
    if (!element?.internalName.startsWith(`${DECORATORS}/`)) return [];
    return {
      name: element.name,
      isCall: args !== null,
      args: (args ?? []).map(literalOf),
      range,
    };
  });
}

/**
 * Returns the text that a decorator gives; undefined where there is none.
 *
 * @param {Decoration[]} said
 * @param {string} rule
 */
export function textOfRule(said, rule) {
  const [text] = said.find(({ name }) => name === rule)?.args ?? [];
  return typeof text === "string" ? text : undefined;
}

/**
 * Says which decorators of a class and its members nothing would read.
 *
 * @param {ClassPrototype} prototype
 * @param {boolean} isModel
 * @returns {Problem[]}
 */
export function strayDecorations(prototype, isModel) {
  const { parent, name } = prototype;
  const declaration = /** @type {ClassDeclaration} */ (prototype.declaration);
  const noModel = `${name} does not extend JsonModel`;
  const stray = (
    /** @type {DeclarationStatement} */ { decorators },
    /** @type {string} */ why,
  ) => decorationsOf(parent, { decorators }).map((said) => ({ ...said, why }));
  const ofMembers = declaration.members.flatMap((member) => {
    const why = isModel ? noKey(member) : noModel;
    return why === undefined ? [] : stray(member, why);
  });
  const ofClass = stray(declaration, noModel).flatMap((said) => {
    if (!OF_CLASSES.includes(said.name))
      return { ...said, why: "it is for a field: put it in front of one" };
    const why = isModel ? textProblem(said) : noModel;
    return why === undefined ? [] : { ...said, why };
  });
  return [...ofClass, ...ofMembers].map(({ name: rule, range, why }) => ({
    range,
    message: `@${rule} cannot stand here: ${why}.`,
  }));
}

/**
 * Says why a member of a model is not a key; undefined where it is one.
 *
 * @param {DeclarationStatement} member
 */
function noKey(member) {
  const { name, flags } = member;
  if (isFunction(member)) return `${name.text} is not a field`;
  if ((flags & IS_STATIC) !== 0) return `${name.text} is static`;
  return (flags & IS_HIDDEN) !== 0
    ? `${name.text} is private or protected, and no key`
    : undefined;
}

/** An example of what is given to a decorator. @type {Record<string, string>} */
const TEXTS = {
  key: "max-age",
  discriminator: "type",
  variant: "prefix",
};

/**
 * Says why what a decorator is given is not one text; undefined where it is, and for
 * decorators that do not take one.
 *
 * @param {Decoration} said
 */
export function textProblem({ name, args }) {
  const example = TEXTS[name];
  const isText = args.length === 1 && typeof args[0] === "string";
  return example === undefined || isText
    ? undefined
    : `write the text itself, as in @${name}("${example}")`;
}
