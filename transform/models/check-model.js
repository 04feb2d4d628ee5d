import { IS_ABSTRACT, REQUIRED } from "../contract/compiler.js";
import { resolveType } from "../source/resolve.js";
import { isFunction, isNew } from "../source/syntax.js";
import { innermost } from "./innermost.js";
import { rulesOf } from "./rules-of.js";

/**
 * @typedef {import("assemblyscript").ClassDeclaration} ClassDeclaration
 * @typedef {import("assemblyscript").ClassPrototype} ClassPrototype
 * @typedef {import("assemblyscript").Element} Element
 * @typedef {import("./describe.js").Field} Field
 * @typedef {import("./describe.js").Model} Model
 * @typedef {import("./describe.js").Problem} Problem
 * @typedef {Map<Element, Model>} Models
 */

/** A class's keys are noted in the bits of one number while an object is read. */
const MAX_KEYS = 64;

/** The size of a key, and the number of an enum's names, are a byte. */
const MAX_BYTE = 255;

/** How much the names of an enum may take: they are in what is wanted as well. */
const MAX_NAMES = 16_000;

/**
 * Says what is wrong with a model, beside the types and rules of its own fields.
 *
 * @param {Model} model
 * @param {Models} models
 * @returns {Problem[]}
 */
export function checkModel(model, models) {
  const { range } = model.prototype.identifierNode;
  const ofClass = [
    ...classProblems(model),
    ...unionProblems(model),
    ...keyProblems(model),
  ].map((message) => ({ range, message }));
  const ofFields = model.own.flatMap((field) =>
    fieldProblems(model, field, models).map((message) => ({
      range: field.declaration.name.range,
      message,
    })),
  );
  const ofVariants = variantsWithoutName(model);
  return [...ofClass, ...ofVariants, ...ofFields];
}

/** @param {Model} model */
function classProblems({ prototype, name, fields }) {
  const problems = [];
  if (prototype.typeParameterNodes?.length)
    problems.push(
      `${name} cannot be read from JSON: it has parameters of types.`,
    );
  if (needsArguments(prototype))
    problems.push(
      `${name} cannot be read from JSON: its constructor has to be called with nothing.`,
    );
  if (fields.length > MAX_KEYS)
    problems.push(
      `${name} has ${fields.length} keys, and ${MAX_KEYS} is the most.`,
    );
  if (fields.filter(({ type }) => type.kind === "rules").length > 1)
    problems.push(`${name} has rules twice.`);
  return problems;
}

/**
 * Tells whether the constructor of a class has to be given something.
 *
 * @param {ClassPrototype} prototype
 */
function needsArguments({ declaration }) {
  const { members } = /** @type {ClassDeclaration} */ (declaration);
  const own = members
    .filter(isFunction)
    .find(({ name }) => name.text === "constructor");
  return (own?.signature.parameters ?? []).some(
    ({ parameterKind, initializer }) =>
      parameterKind === REQUIRED && !initializer,
  );
}

/** @param {Model} model */
function unionProblems({
  prototype,
  name,
  base,
  variants,
  variant,
  discriminator,
}) {
  const problems = [];
  if (discriminator !== undefined) {
    if (!prototype.is(IS_ABSTRACT))
      problems.push(
        `${name} is a union by "${discriminator}": declare it abstract.`,
      );
    if (variants.length === 0)
      problems.push(`${name} is a union, and no class extends it.`);
    if (base?.discriminator !== undefined)
      problems.push(
        `${name} is one of ${base.name}, and cannot be a union itself.`,
      );
    const same = repeated(variants.map((each) => each.variant));
    if (same !== undefined)
      problems.push(`${name} has two classes with @variant("${same}").`);
  } else if (prototype.is(IS_ABSTRACT) && variants.length === 0)
    problems.push(`Nothing extends ${name}.`);
  if (variant !== undefined && base?.discriminator === undefined)
    problems.push(
      `${name} is a variant, but extends no class with @discriminator("…").`,
    );
  return problems;
}

/**
 * @param {Model} model
 * @returns {Problem[]}
 */
function variantsWithoutName({ name, discriminator, variants }) {
  if (discriminator === undefined) return [];
  return variants
    .filter(({ variant }) => variant === undefined)
    .map(({ name: own, prototype }) => ({
      range: prototype.identifierNode.range,
      message: `${own} is one of ${name}: say by @variant("…") what its "${discriminator}" is.`,
    }));
}

/** @param {Model} model */
function keyProblems({ name, base, fields, discriminator, variant }) {
  const keys = fields.map(({ key }) => key);
  const union = base?.discriminator;
  if (union !== undefined) keys.push(union);
  const twice = repeated(keys);
  const long = [...keys, discriminator ?? "", variant ?? ""].find(
    (each) => sizeOf(each) > MAX_BYTE,
  );
  return [
    ...(twice === undefined ? [] : [`${name} has the key "${twice}" twice.`]),
    ...(long === undefined
      ? []
      : [
          `${name} has a name of ${sizeOf(long)} bytes, and ${MAX_BYTE} is the most.`,
        ]),
  ];
}

/**
 * @param {Model} model
 * @param {Field} field
 * @param {Models} models
 * @returns {string[]}
 */
function fieldProblems(model, field, models) {
  const { name } = model;
  const { type } = field;
  const inner = innermost(type);
  if (inner.kind === "enum") return enumProblems(field, inner);
  const other =
    inner.kind === "model" ? models.get(inner.prototype) : undefined;
  if (!other) return [];
  const problems = [];
  if (rulesOf(other))
    problems.push(
      `${name} cannot have ${other.name} in it, which has rules: they are for a plugin's settings alone.`,
    );
  if (other.discriminator === undefined && other.prototype.is(IS_ABSTRACT))
    problems.push(
      `${name} cannot read ${field.name} from JSON: ${other.name} is abstract, and no @discriminator("…") says which class is meant.`,
    );
  if (makesItself(model, field, models))
    problems.push(
      `Each ${name} makes another one by ${field.name}, without end: let it be null at first.`,
    );
  return problems;
}

/**
 * @param {Field} field
 * @param {import("./describe.js").EnumType} type
 */
function enumProblems(
  { name, type: { kind }, isRequired, declaration },
  { name: own, values },
) {
  const sizes = values.map((each) => sizeOf(each.name));
  const size = sizes.reduce((sum, each) => sum + each, 0);
  if (values.length === 0) return [`${own} has no values.`];
  if (
    values.length > MAX_BYTE ||
    size > MAX_NAMES ||
    sizes.some((each) => each > MAX_BYTE)
  )
    return [
      `${own} has more names than can be read from JSON: ${MAX_BYTE} is the most, of ${MAX_NAMES} bytes.`,
    ];
  const hasInitial =
    kind !== "enum" || isRequired || declaration.initializer !== null;
  return hasInitial || values.some(({ value }) => value === 0)
    ? []
    : [`${name} has no initial value, and 0 is none of ${own}.`];
}

/**
 * Tells whether the initial value of a field makes another object of its class, which
 * makes the next one.
 *
 * @param {Model} model
 * @param {Field} field
 * @param {Models} models
 */
function makesItself(model, field, models) {
  const found = new Set(madeBy(model, field, models));
  for (const each of found)
    for (let part = each; part; part = /** @type {Model} */ (part.base))
      for (const next of part.own)
        for (const made of madeBy(part, next, models)) found.add(made);
  return found.has(model);
}

/**
 * Returns the model that the initial value of a field makes.
 *
 * @param {Model} model
 * @param {Field} field
 * @param {Models} models
 * @returns {Model[]}
 */
function madeBy({ prototype }, { declaration: { initializer } }, models) {
  if (!initializer || !isNew(initializer)) return [];
  const made = resolveType(prototype.parent, initializer.typeName);
  const model = made && models.get(made);
  return model ? [model] : [];
}

/** @param {string} name */
function sizeOf(name) {
  // As JSON has it.
  return Buffer.byteLength(JSON.stringify(name)) - 2;
}

/**
 * Returns the first text that is there for the second time.
 *
 * @param {(string | undefined)[]} texts
 */
function repeated(texts) {
  return texts.find(
    (each, index) => each !== undefined && texts.indexOf(each) !== index,
  );
}
