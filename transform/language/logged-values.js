import { sourcesOfAuthors } from "../source/sdk.js";
import {
  isCall,
  isIdentifier,
  isPropertyAccess,
  isText,
  nodesIn,
} from "../source/syntax.js";
import { USER_DEFINED } from "../contract/compiler.js";
import { INSPECT } from "../contract/sdk.js";
import { PLUS } from "../contract/language.js";
import { typesOf } from "./types.js";
import { Build } from "./build.js";

/**
 * @typedef {import("assemblyscript").CallExpression} CallExpression
 * @typedef {import("assemblyscript").Compiler} Compiler
 * @typedef {import("assemblyscript").Expression} Expression
 * @typedef {import("assemblyscript").Program} Program
 */

/** The functions that take any number of values. */
const LOGS = /^(?:log|debug|info|warn|error)$/;

/** The class that has them. */
const CONSOLE = "console";

/**
 * Returns the calls of `console.log` and its like whose values are not one literal text.
 *
 * @param {Program} program
 */
export function loggedValues(program) {
  /** @type {WeakSet<CallExpression>} */
  const calls = new WeakSet();
  let isUsed = false;
  for (const source of sourcesOfAuthors(program)) {
    if (!source.text.includes(CONSOLE)) continue;
    for (const node of nodesIn(source)) {
      if (!isCall(node) || !logs(node.expression)) continue;
      const [first, second] = node.args;
      if (!first || (isText(first) && !second)) continue;
      calls.add(node);
      isUsed = true;
    }
  }
  return { calls, isUsed };
}

/** @param {Expression} callee */
function logs(callee) {
  return (
    isPropertyAccess(callee) &&
    LOGS.test(callee.property.text) &&
    isIdentifier(callee.expression) &&
    callee.expression.text === CONSOLE
  );
}

/**
 * Returns the call of a function that logs with one text, made of all its values.
 *
 * @param {Compiler} compiler
 * @param {CallExpression} call
 */
export function withOneText(compiler, { expression, args, range }) {
  const { auto } = typesOf(compiler);
  const texts = args.map((arg) => {
    const build = new Build(arg.range);
    const compiled = compiler.compileExpression(arg, auto);
    const type = compiler.currentType;
    if (isString(compiler, type)) return build.compiled(compiled, type);
    const text = inspected(compiler, compiled, type, arg);
    return build.compiled(text, compiler.currentType);
  });
  const joined = texts.reduce((left, right) => {
    const build = new Build(right.range);
    return build.binary(PLUS, build.binary(PLUS, left, build.text(" ")), right);
  });
  return new Build(range).call(expression, [joined]);
}

/**
 * @param {Compiler} compiler
 * @param {import("assemblyscript").Type} type
 */
function isString({ program }, type) {
  return (
    !type.isNullableReference && type.getClass() === program.stringInstance
  );
}

/**
 * Compiles a call that returns a value as a text.
 *
 * @param {Compiler} compiler
 * @param {number} value
 * @param {import("assemblyscript").Type} type
 * @param {Expression} node
 */
function inspected(compiler, value, type, node) {
  const inspect = /** @type {import("assemblyscript").FunctionPrototype} */ (
    compiler.program.elementsByName.get(INSPECT)
  );
  const { resolver } = compiler;
  const instance =
    type === typesOf(compiler).void
      ? null
      : resolver.resolveFunction(inspect, [type]);
  if (!instance) {
    compiler.error(USER_DEFINED, node.range, "This has no value to log.");
    return compiler.module.unreachable();
  }
  const call = compiler.makeCallDirect(instance, [value], node);
  compiler.currentType = instance.signature.returnType;
  return call;
}
