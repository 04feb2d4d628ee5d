import { readFileSync } from "node:fs";
import { USER_DEFINED } from "../contract/compiler.js";
import {
  CONSTANT,
  INITIALIZED,
  INLINED,
  WRAPPED,
} from "../contract/language.js";
import { SDK } from "../contract/sdk.js";
import { isSdkPath } from "../source/sdk.js";
import { textOf } from "../source/syntax.js";
import { Build } from "./build.js";
import { BOX, THIS } from "./variables.js";
import { callHidden } from "./override.js";
import { typesOf } from "./types.js";

/**
 * @typedef {import("assemblyscript").Class} Class
 * @typedef {import("assemblyscript").Compiler} Compiler
 * @typedef {import("assemblyscript").Flow} Flow
 * @typedef {import("assemblyscript").FunctionExpression} FunctionExpression
 * @typedef {import("assemblyscript").FunctionPrototype} FunctionPrototype
 * @typedef {import("assemblyscript").Local} Local
 * @typedef {import("assemblyscript").Node} Node
 * @typedef {import("assemblyscript").Program} Program
 * @typedef {import("assemblyscript").Type} Type
 * @typedef {import("./variables.js").Capture} Capture
 *
 * @typedef {object} Taken What a function that is being compiled has taken along.
 * @property {Local[]} constants
 * @property {string | undefined} self The name by which the function knows itself.
 * @property {{ name: string, type: Type, offset: number }[]} values
 */

const FILE = "assembly/language/closure";
const CAPTURES = `${SDK}assembly/language/captures`;

/** Has the type of functions that the SDK holds. */
const HELD = `${SDK}assembly/api/held-function`;

/** Where a function object has what its function has taken along. */
const CAPTURED = 4;

/** Compiles the functions of one program that take variables along. */
export class Closures {
  /** Whether the host may hold such functions: it does so in specs. */
  isHeldByHost = false;

  #program;
  #found;

  /** @type {Map<Node, Taken>} By the bodies of functions. */
  #taken = new Map();

  /**
   * Adds what such functions need to the sources.
   *
   * @param {Program} program
   * @param {Map<FunctionExpression, Capture[]>} found
   */
  constructor(program, found) {
    this.#program = program;
    this.#found = found;
    if (found.size === 0) return;
    const { parser } = program;
    const file = new URL(`../../${FILE}.ts`, import.meta.url);
    parser.parseFile(readFileSync(file, "utf8"), `${SDK}${FILE}.ts`, false);
    const counts = new Set([...found.values()].map(({ length }) => length));
    const classes = [...counts].sort((one, other) => one - other).map(classOf);
    parser.parseFile(classes.join("\n"), `${CAPTURES}.ts`, false);
    holdObjects(program);
  }

  get isUsed() {
    return this.#found.size > 0;
  }

  /** Makes the names known that the syntax tree has for it; all names are known now. */
  afterInitialize() {
    const { elementsByName } = this.#program;
    const variable = elementsByName.get(`${SDK}${FILE}/variable`);
    if (variable) elementsByName.set(BOX, variable);
  }

  /** @param {FunctionExpression} expression */
  has(expression) {
    return this.#found.has(expression);
  }

  /**
   * Compiles a function to an object that has what the function takes along.
   *
   * @param {Compiler} compiler
   * @param {FunctionExpression} expression
   * @param {() => number} compile Compiles the function itself.
   */
  compile(compiler, expression, compile) {
    const { module, resolver, currentFlow: flow } = compiler;
    const { body } = expression.declaration;
    const captures = this.#found.get(expression) ?? [];
    const build = new Build(expression.range);
    const constants = captures.flatMap(
      ({ name }) => constantOf(flow, name) ?? [],
    );
    const rest = captures.filter(({ name }) => !constantOf(flow, name));
    const { auto } = typesOf(compiler);
    const values = rest.flatMap(({ name, value }) => {
      if (!value) return [];
      const compiled = compiler.compileExpression(value, auto);
      return { name, type: compiler.currentType, compiled };
    });
    const types = values.map(({ type }) => type);
    const own = rest.find(({ value }) => !value)?.name;
    /** @type {Taken} */
    const taken = { constants, self: own, values: [] };
    if (!body || types.includes(typesOf(compiler).void)) return compile();
    /** @type {Class | null} */
    let environment = null;
    if (rest.length > 0) {
      refuseDefaults(compiler, expression);
      const prototype = /** @type {import("assemblyscript").ClassPrototype} */ (
        this.#program.elementsByName.get(`${CAPTURES}/Captures${values.length}`)
      );
      environment = resolver.resolveClass(prototype, types);
      if (!environment) return compile();
      taken.values = values.map(({ name, type }, index) => ({
        name,
        type,
        offset: offsetOf(environment, `value${index}`),
      }));
    }
    this.#taken.set(body, taken);
    const target = compile();
    this.#taken.delete(body);
    if (!environment) return target;
    const type = compiler.currentType;
    const functions = resolver.resolveClass(this.#program.functionPrototype, [
      type.nonNullableType,
    ]);
    const object = compiler.compileInstantiate(
      compiler.ensureConstructor(environment, expression),
      values.map((each) => build.compiled(each.compiled, each.type)),
      0,
      expression,
    );
    const bound = this.#call(
      compiler,
      this.isHeldByHost ? "bindForHost" : "bind",
      [environment.type],
      expression,
      [target, object, module.i32(functions?.id ?? 0)],
    );
    compiler.currentType = type;
    return bound;
  }

  /**
   * Returns the type of a function before it is compiled: that of its one expression
   * may come from what it takes along.
   *
   * @param {import("assemblyscript").Resolver} resolver
   * @param {FunctionExpression} node
   * @param {Flow} flow
   * @param {Type} contextual
   * @param {import("assemblyscript").ReportMode} mode
   */
  resolve(resolver, { declaration }, flow, contextual, mode) {
    const { signature: node, body } = declaration;
    const { sourceFunction } = flow;
    const type = resolver.resolveType(
      node,
      null,
      sourceFunction,
      flow.contextualTypeArguments ?? undefined,
      mode,
    );
    const known = type?.getSignature();
    if (!type || !known || !body || !("expression" in body)) return type;
    const isOmitted =
      "name" in node.returnType &&
      /** @type {import("assemblyscript").NamedTypeNode} */ (node.returnType)
        .name.identifier.text === "";
    if (!isOmitted) return type;
    const inside = flow.fork();
    inside.scopedLocals = null;
    node.parameters.forEach((parameter, index) => {
      const { name } = parameter;
      inside.addScopedDummyLocal(
        name.text,
        known.parameterTypes[index],
        parameter,
      );
    });
    const self = sourceFunction.signature.thisType;
    if (self && !flow.lookupLocal(THIS))
      inside.addScopedDummyLocal(THIS, self, node);
    const { expression } =
      /** @type {import("assemblyscript").ExpressionStatement} */ (
        /** @type {unknown} */ (body)
      );
    const result = resolver.resolveExpression(
      expression,
      inside,
      contextual,
      mode,
    );
    const { create } =
      /** @type {typeof import("assemblyscript").Signature} */ (
        known.constructor
      );
    if (result)
      type.signatureReference = create(
        this.#program,
        known.parameterTypes,
        result,
        known.thisType,
        known.requiredParameters,
        known.hasRest,
      );
    return type;
  }

  /**
   * Returns the statements with which a function begins that has taken something along.
   *
   * @param {Compiler} compiler
   * @param {import("assemblyscript").Function} instance Whose body is to be compiled.
   */
  begin(compiler, instance) {
    const node = instance.prototype.bodyNode;
    const taken = node && this.#taken.get(node);
    if (!taken) return [];
    const { currentFlow: flow, module, options } = compiler;
    const { constants, self, values } = taken;
    for (const local of constants) {
      flow.scopedLocals ??= new Map();
      flow.scopedLocals.set(local.name, local);
    }
    if (self === undefined && values.length === 0) return [];
    const size = options.sizeTypeRef;
    const object = flow.getTempLocal(options.usizeType);
    const get = () => module.local_get(object.index, size);
    const current = this.#call(compiler, "current", null, node, []);
    const statements = [module.local_set(object.index, current, false)];
    if (self !== undefined)
      statements.push(set(compiler, self, instance.type, get()));
    for (const { name, type, offset } of values) {
      const from = module.load(CAPTURED, false, get(), size, CAPTURED);
      const value = module.load(
        type.byteSize,
        type.isSignedIntegerValue,
        from,
        type.toRef(),
        offset,
      );
      statements.push(set(compiler, name, type, value));
    }
    return statements;
  }

  /**
   * Notes the function object of an indirect call. Its address is what the call computes
   * last, so that nothing runs in between.
   *
   * @param {Compiler} compiler
   * @param {() => number} compile Compiles the call.
   * @param {Node} node
   */
  callIndirect(compiler, compile, node) {
    if (isOwnCall(node)) return compile();
    const { module } = compiler;
    const { load } = module;
    let isNoted = false;
    module.load = (bytes, signed, pointer, type, ...more) => {
      module.load = load;
      isNoted = true;
      const noted = this.#call(compiler, "enter", null, node, [pointer]);
      return load.call(module, bytes, signed, noted, type, ...more);
    };
    const call = compile();
    module.load = load;
    if (!isNoted)
      throw new Error(
        "Cannot compile closures: the compiler calls functions otherwise",
      );
    return call;
  }

  /**
   * @param {Compiler} compiler
   * @param {string} name
   * @param {Type[] | null} types
   * @param {Node} node
   * @param {number[]} operands
   */
  #call(compiler, name, types, node, operands) {
    const { currentType } = compiler;
    const prototype = /** @type {FunctionPrototype} */ (
      this.#program.elementsByName.get(`${SDK}${FILE}/${name}`)
    );
    // Compiles the globals of the file.
    callHidden(compiler, "maybeCompileEnclosingSource", prototype.declaration);
    const instance = compiler.resolver.resolveFunction(prototype, types);
    if (!instance) throw new Error(`Cannot compile closures: no ${name}`);
    const call = compiler.makeCallDirect(instance, operands, node);
    compiler.currentType = currentType;
    return call;
  }
}

/**
 * Tells a call of one of the SDK's own functions, which goes through the table for other
 * reasons. It keeps its form, by which the passes over the module know what it calls.
 *
 * @param {Node} node
 */
function isOwnCall(node) {
  return (
    isSdkPath(node.range.source.internalPath) &&
    textOf(node).startsWith("callIndirect(")
  );
}

/**
 * Has the collector look at functions that the SDK holds: they may be objects now.
 *
 * @param {Program} program
 */
function holdObjects({ sources }) {
  const { statements } =
    sources.find(({ internalPath }) => internalPath === HELD) ?? {};
  const types = /** @type {import("assemblyscript").TypeDeclaration[]} */ (
    statements?.filter((each) => "type" in each)
  );
  const [held, object] = ["HeldFunction", "HeldObject"].map((wanted) =>
    types?.find(({ name }) => name.text === wanted),
  );
  if (held && object) held.type = object.type;
}

/**
 * Refuses defaults of parameters: the function that puts them in may call others, before
 * the one that it is for has found what it took along.
 *
 * @param {Compiler} compiler
 * @param {FunctionExpression} expression
 */
function refuseDefaults(compiler, expression) {
  const preset = expression.declaration.signature.parameters.find(
    ({ initializer }) => initializer,
  );
  if (preset)
    compiler.error(
      USER_DEFINED,
      preset.range,
      "A function that keeps variables from around it can give its parameters no defaults.",
    );
}

/**
 * Adds a local that has what was taken along.
 *
 * @param {Compiler} compiler
 * @param {string} name
 * @param {Type} type
 * @param {number} value
 */
function set({ currentFlow: flow, module }, name, type, value) {
  const local = flow.addScopedLocal(name, type);
  flow.setLocalFlag(local.index, CONSTANT | INITIALIZED | WRAPPED);
  return module.local_set(local.index, value, type.isManaged);
}

/**
 * Returns a local that the compiler has as a constant, in no function.
 *
 * @param {Flow} flow
 * @param {string} name
 */
function constantOf(flow, name) {
  const local = name === THIS ? null : flow.lookupLocal(name);
  return local?.is(INLINED) ? local : undefined;
}

/**
 * @param {Class | null} environment
 * @param {string} name
 */
function offsetOf(environment, name) {
  return environment?.offsetof(name) ?? 0;
}

/**
 * Returns the source of a class that has so many values.
 *
 * @param {number} count
 */
function classOf(count) {
  const indexes = Array.from({ length: count }, (_, index) => index);
  const types = indexes.map((index) => `T${index}`).join(", ");
  const fields = indexes.map((index) => `public value${index}: T${index}`);
  return `export class Captures${count}${count > 0 ? `<${types}>` : ""} { constructor(${fields.join(", ")}) {} }`;
}
