import { RESOLVER_METHODS } from "../contract/language.js";
import { bare } from "../source/syntax.js";
import { chainOf, nullishOperator } from "./nullish-nodes.js";
import {
  compileNullish,
  compileNullishAssignment,
  resolveNullish,
} from "./nullish.js";
import {
  compileChain,
  compileComparison,
  resolveChain,
} from "./optional-chains.js";
import { override } from "./override.js";
import { requireMethods } from "./require-methods.js";

/**
 * @typedef {import("assemblyscript").BinaryExpression} BinaryExpression
 * @typedef {import("assemblyscript").Compiler} Compiler
 * @typedef {import("assemblyscript").Expression} Expression
 * @typedef {import("assemblyscript").Flow} Flow
 * @typedef {import("assemblyscript").ReportMode} ReportMode
 * @typedef {import("assemblyscript").Resolver} Resolver
 * @typedef {import("assemblyscript").Type} Type
 */

/** The methods that compile what may be a chain of accesses. */
const CHAINS = [
  "compileCallExpression",
  "compileElementAccessExpression",
  "compilePropertyAccessExpression",
];

/**
 * Extends the class of compilers by `??`, `??=` and `?.`.
 *
 * @param {Compiler} prototype
 */
export function extendByNullish(prototype) {
  for (const method of CHAINS)
    override(
      prototype,
      method,
      /**
       * @param {Compiler} compiler
       * @param {(node: Expression, contextualType: Type, constraints: number) => number} original
       * @param {Expression} node
       * @param {Type} contextualType
       * @param {number} constraints
       */
      (compiler, original, node, contextualType, constraints) =>
        chainOf(node)
          ? compileChain(compiler, node, contextualType, constraints)
          : original(node, contextualType, constraints),
    );
  override(
    prototype,
    "compileBinaryExpression",
    /**
     * @param {Compiler} compiler
     * @param {(node: BinaryExpression, contextualType: Type, constraints: number) => number} original
     * @param {BinaryExpression} node
     * @param {Type} contextualType
     * @param {number} constraints
     */
    (compiler, original, node, contextualType, constraints) => {
      const operator = nullishOperator(node);
      if (operator === "??")
        return compileNullish(compiler, node, contextualType, constraints);
      if (operator === "??=")
        return compileNullishAssignment(
          compiler,
          node,
          contextualType,
          constraints,
        );
      return (
        compileComparison(compiler, node) ??
        original(node, contextualType, constraints)
      );
    },
  );
}

/**
 * Has the resolver of a program know the types of `??`, `??=` and `?.`.
 *
 * @param {import("assemblyscript").Program} program
 */
export function resolveNullishOf(program) {
  const { resolver } = program;
  requireMethods(program, resolver, RESOLVER_METHODS, "the resolver");
  override(
    resolver,
    "resolveBinaryExpression",
    /**
     * @param {Resolver} self
     * @param {(...args: [BinaryExpression, Flow, Type, ReportMode]) => Type | null} original
     * @param {[BinaryExpression, Flow, Type, ReportMode]} args
     */
    (self, original, ...args) =>
      nullishOperator(args[0])
        ? resolveNullish(self, ...args)
        : original(...args),
  );
  override(
    resolver,
    "resolveExpression",
    /**
     * @param {Resolver} self
     * @param {(node: Expression, flow: Flow, ...how: [Type, ReportMode]) => Type | null} original
     * @param {Expression} node
     * @param {Flow} flow
     * @param {[Type, ReportMode]} how
     */
    (self, original, node, flow, ...how) => {
      const expression = bare(node);
      return chainOf(expression)
        ? resolveChain(self, expression, flow, ...how)
        : original(node, flow, ...how);
    },
  );
  override(
    resolver,
    "lookupExpression",
    /**
     * @param {Resolver} self
     * @param {(node: Expression, flow: Flow, ...how: [Type, ReportMode]) => import("assemblyscript").Element | null} original
     * @param {Expression} node
     * @param {Flow} flow
     * @param {[Type, ReportMode]} how
     */
    (self, original, node, flow, ...how) => {
      const expression = bare(node);
      if (!chainOf(expression)) return original(node, flow, ...how);
      const type = self.resolveExpression(expression, flow, ...how);
      return type && self.getElementOfType(type);
    },
  );
}
