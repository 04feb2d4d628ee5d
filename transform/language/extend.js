import { COMPILER_METHODS } from "../contract/language.js";
import { compileForOf } from "./for-of.js";
import { explainErrors } from "./library-methods.js";
import { withOneText } from "./logged-values.js";
import { warnOfObjectTruth } from "./object-truth.js";
import { extendByNullish } from "./nullish-hooks.js";
import { override } from "./override.js";
import { requireMethods } from "./require-methods.js";
import { warnOfStringTruth } from "./string-truth.js";

/**
 * @typedef {import("assemblyscript").CallExpression} CallExpression
 * @typedef {import("assemblyscript").Compiler} Compiler
 * @typedef {import("assemblyscript").ForOfStatement} ForOfStatement
 * @typedef {import("assemblyscript").Function} FunctionInstance
 * @typedef {import("assemblyscript").FunctionExpression} FunctionExpression
 * @typedef {import("assemblyscript").Node} Node
 * @typedef {import("assemblyscript").Program} Program
 * @typedef {import("./language.js").Language} Language
 */

/** @type {WeakSet<object>} The classes that have been extended. */
const EXTENDED = new WeakSet();

/**
 * Extends the class of compilers, once for all programs; those that have no language are
 * compiled as ever.
 *
 * @param {Program} program
 * @param {{ prototype: Compiler }} type
 * @param {WeakMap<Program, Language>} languages
 */
export function extendCompiler(program, { prototype }, languages) {
  if (EXTENDED.has(prototype)) return;
  EXTENDED.add(prototype);
  requireMethods(program, prototype, COMPILER_METHODS, "the compiler");
  extendStatements(prototype, languages);
  warnOfStringTruth(prototype, languages);
  warnOfObjectTruth(prototype, languages);
  extendByNullish(prototype);
  extendFunctions(prototype, languages);
}

/**
 * @param {Compiler} prototype
 * @param {WeakMap<Program, Language>} languages
 */
function extendStatements(prototype, languages) {
  override(
    prototype,
    "compileForOfStatement",
    /**
     * @param {Compiler} compiler
     * @param {(statement: ForOfStatement) => number} original
     * @param {ForOfStatement} statement
     */
    (compiler, original, statement) =>
      languages.has(compiler.program)
        ? compileForOf(compiler, statement)
        : original(statement),
  );
  override(
    prototype,
    "compileCallExpression",
    /**
     * @param {Compiler} compiler
     * @param {(call: CallExpression, ...how: unknown[]) => number} original
     * @param {CallExpression} call
     * @param {unknown[]} how
     */
    (compiler, original, call, ...how) => {
      const { program } = compiler;
      const language = languages.get(program);
      if (!language) return original(call, ...how);
      const { length } = program.diagnostics;
      const whole = language.isLogged(call)
        ? withOneText(compiler, call)
        : call;
      const expression = original(whole, ...how);
      explainErrors(program, call, length);
      return expression;
    },
  );
}

/**
 * @param {Compiler} prototype
 * @param {WeakMap<Program, Language>} languages
 */
function extendFunctions(prototype, languages) {
  override(
    prototype,
    "compileFunctionExpression",
    /**
     * @param {Compiler} compiler
     * @param {(expression: FunctionExpression, ...how: unknown[]) => number} original
     * @param {FunctionExpression} expression
     * @param {unknown[]} how
     */
    (compiler, original, expression, ...how) => {
      const closures = languages.get(compiler.program)?.closures;
      const compile = () => original(expression, ...how);
      return closures?.has(expression)
        ? closures.compile(compiler, expression, compile)
        : compile();
    },
  );
  override(
    prototype,
    "compileFunctionBody",
    /**
     * @param {Compiler} compiler
     * @param {(instance: FunctionInstance, statements: number[]) => boolean} original
     * @param {FunctionInstance} instance
     * @param {number[]} statements
     */
    (compiler, original, instance, statements) => {
      const closures = languages.get(compiler.program)?.closures;
      statements.push(...(closures?.begin(compiler, instance) ?? []));
      return original(instance, statements);
    },
  );
  override(
    prototype,
    "makeCallIndirect",
    /**
     * @param {Compiler} compiler
     * @param {(signature: unknown, target: unknown, node: Node, ...rest: unknown[]) => number} original
     * @param {unknown} signature
     * @param {unknown} target
     * @param {Node} node
     * @param {unknown[]} rest
     */
    (compiler, original, signature, target, node, ...rest) => {
      const closures = languages.get(compiler.program)?.closures;
      const compile = () => original(signature, target, node, ...rest);
      return closures?.isUsed
        ? closures.callIndirect(compiler, compile, node)
        : compile();
    },
  );
}
