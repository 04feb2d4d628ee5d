import {
  DECORATORS,
  HEADER_MATCH,
  JSON_MODEL,
  REQUEST_MATCH,
} from "../contract/sdk.js";
import { IS_ABSTRACT, IS_HIDDEN } from "../contract/compiler.js";
import { isProperty } from "../source/callbacks.js";
import {
  basesOf,
  filterClasses,
  isBelow,
  sdkClass,
} from "../source/filter-sources.js";
import { resolve } from "../source/resolve.js";
import { textOf } from "../source/syntax.js";
import { docstringOf, literalOf } from "./docstring.js";
import { innermost } from "./innermost.js";
import { readType } from "./read-type.js";
import { applyRules } from "./rules.js";

/**
 * The description of a class that extends `JsonModel`. The code that reads and writes
 * it, its JSON Schema and its table are all made from this.
 *
 * @typedef {import("assemblyscript").ClassPrototype} ClassPrototype
 * @typedef {import("assemblyscript").Element} Element
 * @typedef {import("assemblyscript").Expression} Expression
 * @typedef {import("assemblyscript").FieldDeclaration} FieldDeclaration
 * @typedef {import("assemblyscript").Program} Program
 * @typedef {import("assemblyscript").Range} Range
 *
 * @typedef {[from: number, to: number]} Bounds
 *
 * @typedef {{ kind: "bool", isNullable?: false }} BoolType
 * @typedef {{ kind: "integer", name: string, limits?: Bounds, range?: Bounds, unit?: "duration" | "size", isNullable?: false }} IntegerType
 * @typedef {{ kind: "float", name: string, limits?: Bounds, range?: Bounds, isNullable?: false }} FloatType
 * @typedef {{ kind: "enum", name: string, values: { name: string, value: number }[], isNullable?: false }} EnumType
 * @typedef {{ kind: "text", length?: Bounds, pattern?: string, what?: string, isNullable?: boolean }} TextType
 * @typedef {{ kind: "list", item: ValueType, length?: Bounds, isNullable?: false }} ListType
 * @typedef {{ kind: "map", item: ValueType, length?: Bounds, isNullable?: false }} MapType
 * @typedef {{ kind: "model", prototype: ClassPrototype, isNullable?: boolean }} ModelType
 * @typedef {{ kind: "rules", prototype: ClassPrototype, isNullable?: false }} RulesType
 * @typedef {BoolType | IntegerType | FloatType | EnumType | TextType | ListType | MapType | ModelType | RulesType} ValueType
 *
 * @typedef {object} Field
 * @property {string} name As the class has it.
 * @property {string} key As the object has it.
 * @property {string} doc
 * @property {ValueType} type
 * @property {boolean} isRequired
 * @property {boolean} isSecret
 * @property {unknown} initial Its initial value where that is a literal.
 * @property {FieldDeclaration} declaration
 *
 * @typedef {object} Model
 * @property {ClassPrototype} prototype
 * @property {string} name
 * @property {string} doc
 * @property {Model | undefined} base The model that it extends.
 * @property {Field[]} own Its own fields, without its base's.
 * @property {Field[]} fields
 * @property {string | undefined} discriminator The key that tells what a union's value is.
 * @property {string | undefined} variant What that key has for this class.
 * @property {Model[]} variants The classes of a union.
 *
 * @typedef {object} Problem
 * @property {Range} range
 * @property {string} message
 *
 * @typedef {object} Decoration A decorator of the SDK's.
 * @property {string} name
 * @property {unknown[]} args Literals; undefined where one is none.
 * @property {Range} range
 */

/** A class's keys are noted in the bits of one number while an object is read. */
const MAX_KEYS = 64;

/**
 * Describes all models of a program, and says what is wrong with them.
 *
 * @param {Program} program
 */
export function describeModels(program) {
  const base = sdkClass(program, JSON_MODEL);
  /** @type {Map<Element, Model>} */
  const models = new Map();
  /** @type {Problem[]} */
  const problems = [];
  const prototypes = filterClasses(program)
    .filter((each) => isBelow(each, base))
    // A base comes before what extends it.
    .toSorted((one, other) => basesOf(one).length - basesOf(other).length);
  const add = (/** @type {ClassPrototype} */ prototype) => {
    const model = describe(prototype, models, problems);
    models.set(prototype, model);
    if (model.base) model.base.variants.push(model);
  };
  for (const prototype of prototypes) add(prototype);
  if ([...models.values()].some((each) => rulesOf(each)))
    for (const name of [HEADER_MATCH, REQUEST_MATCH])
      add(sdkClass(program, name));
  for (const model of models.values()) checkModel(model, models, problems);
  return { models, problems };
}

/**
 * Returns the field that has the rules of settings.
 *
 * @param {Model} model
 */
export function rulesOf({ own }) {
  return own.find(({ type }) => type.kind === "rules");
}

/**
 * @param {ClassPrototype} prototype
 * @param {Map<Element, Model>} models
 * @param {Problem[]} problems
 * @returns {Model}
 */
function describe(prototype, models, problems) {
  const { name, declaration, basePrototype } = prototype;
  const base = basePrototype ? models.get(basePrototype) : undefined;
  const own = [...(prototype.instanceMembers?.values() ?? [])].flatMap(
    (member) => {
      if (!isProperty(member) || !member.fieldDeclaration) return [];
      if (member.isAny(IS_HIDDEN)) return [];
      return describeField(prototype, member.fieldDeclaration, problems);
    },
  );
  const said = decorationsOf(prototype.parent, declaration);
  for (const { name: rule, range } of said) {
    if (rule === "discriminator" || rule === "variant") continue;
    const message = `@${rule} is for a field: put it in front of one.`;
    problems.push({ range, message });
  }
  return {
    prototype,
    name,
    doc: docstringOf(declaration),
    base,
    own,
    fields: [...(base?.fields ?? []), ...own],
    discriminator: textOfRule(said, "discriminator"),
    variant: textOfRule(said, "variant"),
    variants: [],
  };
}

/**
 * @param {ClassPrototype} prototype
 * @param {FieldDeclaration} declaration
 * @param {Problem[]} problems
 * @returns {Field[]}
 */
function describeField(prototype, declaration, problems) {
  const { type: node, initializer, name: identifier } = declaration;
  const name = identifier.text;
  const { range } = identifier;
  if (!node) {
    const message = `${name} has no type: a model's field declares it, as in "${name}: string".`;
    problems.push({ range, message });
    return [];
  }
  const read = readType(prototype, node);
  if (typeof read === "string") {
    const message = `${prototype.name} cannot read ${name} from JSON: ${read}. Make it private where it is not a key.`;
    problems.push({ range: node.range, message });
    return [];
  }
  const said = decorationsOf(prototype.parent, declaration);
  const { type, problems: wrong } = applyRules(read, said);
  problems.push(...wrong);
  return [
    {
      name,
      key: textOfRule(said, "key") ?? name,
      doc: docstringOf(declaration),
      type,
      isRequired: said.some((each) => each.name === "required"),
      isSecret: said.some((each) => each.name === "secret"),
      initial: initializer ? initialOf(initializer, type) : zeroOf(type),
      declaration,
    },
  ];
}

/**
 * @param {Expression} initializer
 * @param {ValueType} type
 */
function initialOf(initializer, type) {
  if (type.kind !== "enum") return literalOf(initializer);
  const text = textOf(initializer);
  return type.values.find(({ name }) => text.endsWith(`.${name}`))?.name;
}

/**
 * What a field without an initial value has.
 *
 * @param {ValueType} type
 */
function zeroOf(type) {
  if (type.kind === "bool") return false;
  return type.kind === "integer" || type.kind === "float" ? 0 : undefined;
}

/**
 * Returns the SDK's decorators of a declaration, whatever they are imported as.
 *
 * @param {Element} scope
 * @param {{ decorators?: import("assemblyscript").DecoratorNode[] | null }} declaration
 * @returns {Decoration[]}
 */
function decorationsOf(scope, { decorators }) {
  return (decorators ?? []).flatMap(({ name, args, range }) => {
    const element = resolve(scope, name);
    if (!element?.internalName.startsWith(`${DECORATORS}/`)) return [];
    return { name: element.name, args: (args ?? []).map(literalOf), range };
  });
}

/**
 * @param {Decoration[]} said
 * @param {string} rule
 */
function textOfRule(said, rule) {
  const [text] = said.find(({ name }) => name === rule)?.args ?? [];
  return typeof text === "string" ? text : undefined;
}

/**
 * @param {Model} model
 * @param {Map<Element, Model>} models
 * @param {Problem[]} problems
 */
function checkModel(model, models, problems) {
  const { prototype, name, fields, base, variants, discriminator } = model;
  const { range } = prototype.identifierNode;
  const say = (/** @type {string} */ message) =>
    problems.push({ range, message });
  if (prototype.typeParameterNodes?.length)
    say(`${name} cannot be read from JSON: it has parameters of types.`);
  if (fields.length > MAX_KEYS)
    say(`${name} has ${fields.length} keys, and ${MAX_KEYS} is the most.`);
  if (discriminator !== undefined) {
    if (!prototype.is(IS_ABSTRACT))
      say(`${name} is a union by "${discriminator}": declare it abstract.`);
    if (variants.length === 0)
      say(`${name} is a union, and no class extends it.`);
    for (const each of variants)
      if (each.variant === undefined)
        problems.push({
          range: each.prototype.identifierNode.range,
          message: `${each.name} is one of ${name}: say by @variant("…") what its "${discriminator}" is.`,
        });
  } else if (prototype.is(IS_ABSTRACT) && variants.length === 0)
    say(`Nothing extends ${name}.`);
  if (model.variant !== undefined && base?.discriminator === undefined)
    say(`${name} is a variant, but extends no class with @discriminator("…").`);
  if (fields.filter(({ type }) => type.kind === "rules").length > 1)
    say(`${name} has rules twice.`);
  for (const { type, declaration } of model.own) {
    const inner = innermost(type);
    const other =
      inner.kind === "model" ? models.get(inner.prototype) : undefined;
    if (other && rulesOf(other))
      problems.push({
        range: declaration.name.range,
        message: `${name} cannot have ${other.name} in it, which has rules: they are for a plugin's settings alone.`,
      });
  }
  const keys = fields.map(({ key }) => key);
  const union = base?.discriminator;
  if (union !== undefined) keys.push(union);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) say(`${name} has the key "${twice}" twice.`);
}
