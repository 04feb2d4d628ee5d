import { LET, SWALLOW } from "../contract/language.js";
import { USER_DEFINED } from "../contract/compiler.js";
import { isCall, isPropertyAccess } from "../source/syntax.js";
import { Build } from "./build.js";
import { hasMethod, planOf, withIndexes } from "./iteration.js";
import { bind, patternOf } from "./patterns.js";
import { typesOf } from "./types.js";

/**
 * @typedef {import("assemblyscript").Compiler} Compiler
 * @typedef {import("assemblyscript").Expression} Expression
 * @typedef {import("assemblyscript").ForOfStatement} ForOfStatement
 * @typedef {import("assemblyscript").Statement} Statement
 * @typedef {import("assemblyscript").VariableDeclaration} VariableDeclaration
 * @typedef {import("assemblyscript").VariableStatement} VariableStatement
 * @typedef {import("./iteration.js").Half} Half
 * @typedef {import("./iteration.js").Plan} Plan
 */

/** Where the loop is. */
const INDEX = "~index";

/** Whose entries a Map's or an array's `entries()` would return. */
const ENTRIES = "entries";

/**
 * Compiles a `for…of` as the loop by index that it stands for. What is gone through is
 * evaluated once, and its length read in each turn.
 *
 * @param {Compiler} compiler
 * @param {ForOfStatement} statement
 */
export function compileForOf(compiler, statement) {
  const outer = compiler.currentFlow;
  compiler.currentFlow = outer.fork();
  const statements = compileLoop(compiler, statement);
  outer.inherit(compiler.currentFlow);
  compiler.currentFlow = outer;
  return compiler.module.flatten(statements);
}

/**
 * @param {Compiler} compiler
 * @param {ForOfStatement} statement
 */
function compileLoop(compiler, { variable, iterable, body }) {
  const { module } = compiler;
  const pairs = ownerOfEntries(compiler, iterable);
  const build = new Build(iterable.range);
  const compiled = [];
  let value = pairs ?? iterable;
  let source = "~source";
  /** @type {Plan | undefined} */
  let plan;
  do {
    compiled.push(declare(compiler, build, source, value));
    plan = planFor(compiler, source, iterable);
    if (!plan) return [...compiled, module.unreachable()];
    if (plan.from === undefined) break;
    value = build.call(build.member(build.name(source), plan.from));
    source += "~";
  } while (true);
  if (pairs) plan = withIndexes(plan);
  const halves = halvesOf(compiler, variable, plan);
  if (!halves) return [...compiled, module.unreachable()];
  const lists = plan.parts.map(({ list }, index) =>
    list === undefined || !halves[index] ? source : `${source}${list}`,
  );
  plan.parts.forEach(({ list }, index) => {
    if (list === undefined || !halves[index]) return;
    const all = build.call(build.member(build.name(source), list));
    compiled.push(declare(compiler, build, lists[index], all));
  });
  const measured = lists.find((_, index) => halves[index]) ?? lists[0];
  const at = new Build(variable.range);
  const elements = plan.parts.flatMap(({ read }, index) => {
    const part = read(at, at.name(lists[index]), at.name(INDEX));
    return halves[index]?.(part) ?? [];
  });
  const loop = at.loop(
    at.variables([at.declaration(at.name(INDEX), at.integer(0), LET)]),
    at.less(at.name(INDEX), at.member(at.name(measured), "length")),
    plan.moves ? null : at.increment(at.name(INDEX)),
    at.block([...elements, body]),
  );
  return [...compiled, compiler.compileStatement(loop)];
}

/**
 * @param {Compiler} compiler
 * @param {Build} build
 * @param {string} name
 * @param {Expression} value
 */
function declare(compiler, build, name, value) {
  return compiler.compileStatement(
    build.variables([build.declaration(build.name(name), value, LET)]),
  );
}

/**
 * Returns how to go through a local, or undefined after an error.
 *
 * @param {Compiler} compiler
 * @param {string} source
 * @param {Expression} iterable
 */
function planFor(compiler, source, iterable) {
  const type = compiler.currentFlow.getScopedLocal(source)?.type;
  // Its expression is already an error.
  if (!type) return;
  const refuse = (/** @type {string} */ text) => {
    compiler.error(USER_DEFINED, iterable.range, text);
  };
  if (type.isNullableReference) {
    refuse(
      `A loop cannot go through \`${type.toString()}\`: compare the value with null first.`,
    );
    return;
  }
  const element = type.getClass();
  const plan = element && planOf(compiler.program, element);
  if (!plan)
    refuse(
      `A loop cannot go through \`${type.toString()}\`: for…of takes arrays, strings, Set, Map, headers and their entries, and classes with \`length\` and the operator \`[]\`.`,
    );
  return plan ?? undefined;
}

/**
 * Returns what `owner.entries()` asks for entries, where it is a Map or an array, which
 * have no such method.
 *
 * @param {Compiler} compiler
 * @param {Expression} iterable
 */
function ownerOfEntries(compiler, iterable) {
  const { currentFlow, resolver } = compiler;
  if (!isCall(iterable) || iterable.args.length > 0) return;
  const { expression: callee } = iterable;
  if (!isPropertyAccess(callee) || callee.property.text !== ENTRIES) return;
  const { auto } = typesOf(compiler);
  const owner = callee.expression;
  const type = resolver.resolveExpression(owner, currentFlow, auto, SWALLOW);
  const element = type?.getClass();
  return element && !hasMethod(element, ENTRIES) ? owner : undefined;
}

/** @typedef {(value: Expression) => Statement[]} Bind */

/**
 * Returns what to do with an element, or with each half of an entry, undefined for one
 * that has no name; undefined after an error.
 *
 * @param {Compiler} compiler
 * @param {Statement} variable
 * @param {Plan} plan
 * @returns {(Bind | undefined)[] | undefined}
 */
function halvesOf(compiler, variable, { parts }) {
  const build = new Build(variable.range);
  const declaration = declarationOf(variable);
  if (parts.length === 1) {
    if (declaration)
      return [(value) => [bindElement(build, declaration, value)]];
    const { expression } =
      /** @type {import("assemblyscript").ExpressionStatement} */ (variable);
    return [(value) => [build.statement(build.assign(expression, value))]];
  }
  const pattern = declaration && patternOf(declaration);
  const isPair =
    pattern?.isArray &&
    pattern.parts.length <= 2 &&
    pattern.parts.every((part) => !part?.isRest && !part?.fallback);
  if (!declaration || !isPair) {
    compiler.error(
      USER_DEFINED,
      variable.range,
      "A loop through entries names both halves: write `for (const [name, value] of …)`.",
    );
    return;
  }
  return parts.map((_, index) => {
    const part = pattern.parts[index];
    if (!part) return undefined;
    const temporary = `~half${index}`;
    return (value) => [
      build.variables(bind(part.target, value, declaration.flags, temporary)),
    ];
  });
}

/**
 * @param {Build} build
 * @param {VariableDeclaration} declaration
 * @param {Expression} value
 */
function bindElement(build, declaration, value) {
  const { name, flags, type } = declaration;
  const pattern = patternOf(declaration);
  return build.variables(
    pattern
      ? bind(pattern, value, flags, name.text)
      : [build.declaration(name, value, flags, type)],
  );
}

/**
 * Returns what a loop declares, if it does not assign to what is there.
 *
 * @param {Statement} variable
 */
function declarationOf(variable) {
  const { declarations } = /** @type {Partial<VariableStatement>} */ (variable);
  return declarations?.[0];
}
