import { USER_DEFINED } from "../contract/compiler.js";
import { isInPackage } from "../source/filter-sources.js";
import { override } from "./override.js";
import { isInGeneric } from "./string-truth.js";

/**
 * @typedef {import("assemblyscript").Compiler} Compiler
 * @typedef {import("assemblyscript").Expression} Expression
 * @typedef {import("assemblyscript").Program} Program
 * @typedef {import("assemblyscript").Type} Type
 */

/**
 * Has the compiler warn where a filter uses an object as a condition that its type says is
 * there: `if (limiter.take())` would let every request pass.
 *
 * @param {Compiler} prototype
 * @param {WeakMap<Program, unknown>} languages
 */
export function warnOfObjectTruth(prototype, languages) {
  override(
    prototype,
    "makeIsTrueish",
    /**
     * @param {Compiler} compiler
     * @param {(value: number, type: Type, node: Expression) => number} original
     * @param {number} value
     * @param {Type} type
     * @param {Expression} node
     */
    (compiler, original, value, type, node) => {
      const { program } = compiler;
      const found = type.getClass();
      if (
        found !== null &&
        found !== program.stringInstance &&
        !type.isNullableReference &&
        languages.has(program) &&
        !isInPackage(node.range.source.internalPath) &&
        !isInGeneric(compiler)
      ) {
        compiler.warning(
          USER_DEFINED,
          node.range,
          `This ${found.prototype.name} is always there, so as a condition it is always true: ask for one of its members.`,
        );
      }
      return original(value, type, node);
    },
  );
}
