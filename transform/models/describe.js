import { HEADER_MATCH, JSON_MODEL, REQUEST_MATCH } from "../contract/sdk.js";
import { IS_HIDDEN } from "../contract/compiler.js";
import { isProperty } from "../source/callbacks.js";
import {
  basesOf,
  filterClasses,
  isBelow,
  sdkClass,
} from "../source/filter-sources.js";
import { textOf } from "../source/syntax.js";
import { checkModel } from "./check-model.js";
import { decorationsOf, strayDecorations, textOfRule } from "./decorations.js";
import { docstringOf, literalOf } from "./docstring.js";
import { readType } from "./read-type.js";
import { applyRules } from "./rules.js";
import { rulesOf } from "./rules-of.js";

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
 * @property {boolean} isCall Whether it is written with parentheses.
 * @property {unknown[]} args Literals; undefined where one is none.
 * @property {Range} range
 */

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
  const classes = filterClasses(program);
  const isModel = (/** @type {ClassPrototype} */ each) => isBelow(each, base);
  for (const each of classes)
    problems.push(...strayDecorations(each, isModel(each)));
  const prototypes = classes
    .filter(isModel)
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
  for (const model of models.values())
    problems.push(...checkModel(model, models));
  return { models, problems };
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
