import { MODEL_METHODS } from "../contract/sdk.js";
import { FLAGS, flagsOfField } from "../models/key-bytes.js";
import { rulesOf } from "../models/rules-of.js";
import { innermost } from "../models/innermost.js";
import { isLargeModel, modelCode } from "../models/model-code.js";
import { modelsOf } from "../models/models-of.js";
import { sdkClass } from "../source/filter-sources.js";
import { textsOfAuthors } from "../source/sdk.js";
import { switchOff } from "./switch-off.js";

/**
 * @typedef {import("assemblyscript").ClassDeclaration} ClassDeclaration
 * @typedef {import("assemblyscript").FunctionDeclaration} FunctionDeclaration
 * @typedef {import("assemblyscript").Program} Program
 * @typedef {import("../contract/sdk.js").Feature} Feature
 * @typedef {import("../models/describe.js").ValueType} ValueType
 */

/** The parts of what reads models, and what of a key needs them. @type {[Feature, number][]} */
const PARTS = [
  ["MODELS_HAVE_REQUIRED", FLAGS.required],
  ["MODELS_HAVE_RANGES", FLAGS.range],
  ["MODELS_HAVE_LENGTHS", FLAGS.length],
  ["MODELS_HAVE_PATTERNS", FLAGS.pattern],
  ["MODELS_HAVE_DURATIONS", FLAGS.duration],
  ["MODELS_HAVE_SIZES", FLAGS.size],
  ["MODELS_HAVE_NAMES", FLAGS.names],
  ["MODELS_HAVE_SECRETS", FLAGS.secret],
];

/** The parts that a kind of values needs. @type {[Feature, ValueType["kind"][]][]} */
const KINDS = [
  ["MODELS_HAVE_WHOLES", ["integer", "enum"]],
  ["MODELS_HAVE_FLOATS", ["float"]],
  // The rules of settings are a list of models.
  ["MODELS_HAVE_LISTS", ["list", "rules"]],
  ["MODELS_HAVE_MAPS", ["map"]],
  ["MODELS_HAVE_MODELS", ["model", "rules"]],
];

/**
 * Gives each class that extends `JsonModel` the methods that read it from JSON and write
 * it, and leaves out what none of them needs.
 *
 * @param {Program} program
 */
export function writeModels(program) {
  // A spec may have nothing of the SDK.
  if (!program.elementsByName.has(MODEL_METHODS)) return;
  const models = [...modelsOf(program).values()];
  const { instanceMembers } = sdkClass(program, MODEL_METHODS);
  const types = models.flatMap(({ own }) =>
    own.flatMap(({ type }) => within(type)),
  );
  const nameOf = giveNames(program, models);
  const layout = layoutOf(models, types, nameOf);
  if (!layout.isLarge) switchOff(program, "MODELS_ARE_LARGE");
  for (const [index, model] of models.entries()) {
    const code = modelCode(model, layout, nameOf);
    for (const declaration of methodsIn(program, code, index)) {
      const { text } = declaration.name;
      const { constructor: PROTOTYPE } =
        /** @type {{ constructor: typeof import("assemblyscript").FunctionPrototype }} */ (
          /** @type {unknown} */ (instanceMembers?.get(text))
        );
      model.prototype.addInstance(
        text,
        new PROTOTYPE(text, model.prototype, declaration, 0),
      );
    }
  }
  const flags = models
    .flatMap(({ own }) => own.map(flagsOfField))
    .reduce((all, each) => all | each, 0);
  for (const [feature, needed] of PARTS)
    if ((flags & needed) === 0) switchOff(program, feature);
  for (const [feature, kinds] of KINDS)
    if (!types.some(({ kind }) => kinds.includes(kind)))
      switchOff(program, feature);
  const wholes = wholesIn(types);
  if (wholes.every((name) => /32|size/.test(name)))
    switchOff(program, "MODELS_HAVE_WIDTHS");
  if (wholes.every((name) => name.startsWith("u")))
    switchOff(program, "MODELS_HAVE_SIGNS");
  if (models.every(hasPlainNames)) switchOff(program, "MODELS_HAVE_ESCAPES");
  if (!types.some(({ isNullable }) => isNullable))
    switchOff(program, "MODELS_HAVE_NULLS");
  if (!models.some(({ discriminator }) => discriminator !== undefined))
    switchOff(program, "MODELS_HAVE_UNIONS");
  const hasRules = models.some((each) => rulesOf(each));
  if (!hasRules) switchOff(program, "MODELS_HAVE_RULES");
  const texts = textsOfAuthors(program);
  const says = (/** @type {RegExp} */ name) =>
    texts.some((text) => name.test(text));
  if (!hasRules && !says(/\brouteSettings\b/))
    switchOff(program, "MERGES_MODELS");
  if (!says(/\bpredecessor\b/)) switchOff(program, "KEEPS_PLUGINS");
  if (!says(/\.\s*configuration\b/)) switchOff(program, "KEEPS_CONFIGURATION");
}

/**
 * Returns how the descriptions of all models are written.
 *
 * @param {import("../models/describe.js").Model[]} models
 * @param {ValueType[]} types
 * @param {import("../models/type-text.js").NameOf} nameOf
 * @returns {import("../models/key-bytes.js").Layout}
 */
function layoutOf(models, types, nameOf) {
  const hasShortRanges =
    types.every(({ kind }) => kind !== "float") &&
    wholesIn(types).every((name) => /^u(32|size)$/.test(name));
  const layout = { isLarge: false, hasShortRanges };
  const isLarge = models.some((model) => isLargeModel(model, layout, nameOf));
  return { isLarge, hasShortRanges };
}

/**
 * Returns the types of whole numbers by their names.
 *
 * @param {ValueType[]} types
 */
function wholesIn(types) {
  return types.flatMap((type) =>
    type.kind === "integer" ? type.name : type.kind === "enum" ? "i32" : [],
  );
}

/**
 * Gives each model a global name, by which all files know it, and returns what finds it.
 *
 * @param {Program} program
 * @param {import("../models/describe.js").Model[]} models
 * @returns {import("../models/type-text.js").NameOf}
 */
function giveNames({ elementsByName }, models) {
  const names = new Map(
    models.map(({ prototype }, index) => [prototype, `model$${index}`]),
  );
  for (const [prototype, name] of names) elementsByName.set(name, prototype);
  return (prototype) => names.get(prototype) ?? prototype.name;
}

/**
 * Tells whether the names of a model's keys and values are ASCII that JSON does not escape.
 *
 * @param {import("../models/describe.js").Model} model
 */
function hasPlainNames({ own, discriminator = "", variant = "" }) {
  const names = own.flatMap(({ key, type }) => {
    const inner = innermost(type);
    const values = inner.kind === "enum" ? inner.values : [];
    return [key, ...values.map(({ name }) => name)];
  });
  return [...names, discriminator, variant].every((name) =>
    /^[ -~]*$/.test(name.replaceAll(/["\\]/g, "\n")),
  );
}

/**
 * Returns a type and those of the values that it has.
 *
 * @param {ValueType} type
 * @returns {ValueType[]}
 */
function within(type) {
  return "item" in type ? [type, ...within(type.item)] : [type];
}

/** A file that the compiler knows, in which the methods stand to it. */
const PATH = MODEL_METHODS.slice(0, MODEL_METHODS.lastIndexOf("/"));

/**
 * Has the compiler read a class, and returns its methods.
 *
 * @param {Program} program
 * @param {string} text
 * @param {number} index Makes another path of each: the compiler reads one only once.
 */
function methodsIn({ parser, sources }, text, index) {
  parser.parseFile(text, `${PATH}-${index}.ts`, false);
  const source = /** @type {import("assemblyscript").Source} */ (sources.pop());
  // The compiler looks up the file of an expression, and asc its text.
  source.internalPath = PATH;
  source.normalizedPath = `${PATH}.ts`;
  const [declaration] = source.statements;
  const { members } = /** @type {ClassDeclaration} */ (declaration);
  return /** @type {FunctionDeclaration[]} */ (members);
}
