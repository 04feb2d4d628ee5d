import { USER_DEFINED } from "../contract/compiler.js";
import {
  CONSTANT,
  EQUALS_EQUALS,
  EQUALS_EQUALS_EQUALS,
  EXCLAMATION_EQUALS,
  EXCLAMATION_EQUALS_EQUALS,
  INITIALIZED,
  INLINED,
  SWALLOW,
  WILL_DROP,
} from "../contract/language.js";
import {
  bare,
  isIdentifier,
  isLiteral,
  isPropertyAccess,
  textOf,
} from "../source/syntax.js";
import { Build } from "./build.js";
import { reportNeverNull } from "./never-null.js";
import { chainOf, isCondition } from "./nullish-nodes.js";
import { typesOf } from "./types.js";

/**
 * @typedef {import("assemblyscript").BinaryExpression} BinaryExpression
 * @typedef {import("assemblyscript").Compiler} Compiler
 * @typedef {import("assemblyscript").Expression} Expression
 * @typedef {import("assemblyscript").Flow} Flow
 * @typedef {import("assemblyscript").Resolver} Resolver
 * @typedef {import("assemblyscript").Type} Type
 * @typedef {import("./nullish-nodes.js").Chain} Chain
 *
 * @typedef {object} Step What comes before the rest of a chain.
 * @property {number} [condition] Whether the rest is evaluated.
 * @property {number} [before] What is evaluated in any case.
 * @property {Flow} [flow] The flow of the rest, where there is a condition.
 */

/** @type {readonly number[]} */
const EQUAL = [EQUALS_EQUALS, EQUALS_EQUALS_EQUALS];

/** @type {readonly number[]} */
const UNEQUAL = [EXCLAMATION_EQUALS, EXCLAMATION_EQUALS_EQUALS];

/** The prefix of the names of values whose members are read. */
const OWNER = "~owner";

/**
 * Compiles a chain of accesses: where the value before a `?.` is null, the rest is not
 * evaluated, and the chain is null.
 *
 * @param {Compiler} compiler
 * @param {Expression} node
 * @param {Type} contextualType
 * @param {number} constraints
 */
export function compileChain(compiler, node, contextualType, constraints) {
  return inScope(compiler, () => {
    const { module } = compiler;
    const nothing = typesOf(compiler).void;
    const isDropped = isUnused(compiler, contextualType, constraints);
    const { steps, rest } = descend(compiler, node);
    let value = compiler.compileExpression(rest, contextualType);
    let type = compiler.currentType;
    leave(compiler, steps);
    if (steps.some(({ condition }) => condition) && type !== nothing) {
      if (isDropped) {
        value = module.drop(value);
        type = nothing;
      } else if (type.isInternalReference) type = nullable(type);
      else if (!isCondition(node)) {
        compiler.error(
          USER_DEFINED,
          node.range,
          `A value of type \`${type.toString()}\` cannot be null, as \`${textOf(node)}\` may be: give it a value for that case, \`${textOf(node)} ?? ${zeroOf(type)}\`.`,
        );
        value = module.unreachable();
      }
    }
    compiler.currentType = type;
    return assemble(compiler, steps, value, type, () =>
      compiler.makeZero(type),
    );
  });
}

/**
 * Compiles a comparison of a chain that ends with a number or a bool: where that is
 * missing, the chain is equal to null alone. Returns undefined for other comparisons.
 *
 * @param {Compiler} compiler
 * @param {BinaryExpression} node
 */
export function compileComparison(compiler, node) {
  const { operator } = node;
  const isEqual = EQUAL.includes(operator);
  if (!isEqual && !UNEQUAL.includes(operator)) return;
  const [left, right] = [bare(node.left), bare(node.right)];
  const isLeft = chainOf(left) !== undefined;
  const [chain, other] = isLeft ? [left, right] : [right, left];
  if (!chainOf(chain) || !isPure(other)) return;
  const { module, resolver, currentFlow } = compiler;
  const { auto, bool } = typesOf(compiler);
  const known = typeOfChain(resolver, chain, currentFlow, auto, SWALLOW);
  if (!known?.isOptional || known.type.isReference) return;
  return inScope(compiler, () => {
    const { steps, rest } = descend(compiler, chain);
    /** @type {number} */
    let value;
    const isNull = textOf(other) === "null";
    if (isNull) {
      value = module.block(
        null,
        [
          module.drop(compiler.compileExpression(rest, auto)),
          module.i32(isEqual ? 0 : 1),
        ],
        bool.toRef(),
      );
    } else {
      const build = new Build(node.range);
      const [one, two] = isLeft ? [rest, other] : [other, rest];
      const comparison = build.binary(operator, one, two);
      value = compiler.compileExpression(comparison, bool);
    }
    leave(compiler, steps);
    compiler.currentType = bool;
    return assemble(compiler, steps, value, bool, () =>
      module.i32(isEqual === isNull ? 1 : 0),
    );
  });
}

/**
 * Tells whether nobody reads the value of an expression.
 *
 * @param {Compiler} compiler
 * @param {Type} contextualType
 * @param {number} constraints
 */
export function isUnused(compiler, contextualType, constraints) {
  return (
    contextualType === typesOf(compiler).void || (constraints & WILL_DROP) !== 0
  );
}

/**
 * Compiles something in a scope of its own, for the names that it makes.
 *
 * @param {Compiler} compiler
 * @param {() => number} compile
 */
export function inScope(compiler, compile) {
  const outer = compiler.currentFlow;
  const scope = outer.fork();
  compiler.currentFlow = scope;
  const value = compile();
  outer.inherit(scope);
  compiler.currentFlow = outer;
  return value;
}

/**
 * Compiles what a chain reads before its last part, step by step, and enters the flow of
 * that part.
 *
 * @param {Compiler} compiler
 * @param {Expression} node Any expression; one without `?.` has no steps.
 * @returns {{ steps: Step[], rest: Expression }}
 */
export function descend(compiler, node) {
  /** @type {Step[]} */
  const steps = [];
  const rest = walk(node, (owner, name) => {
    steps.push(keep(compiler, owner, name));
  });
  return { steps, rest };
}

/**
 * Goes through the parts of a chain. Returns its last part, which reads from the name that
 * was given last.
 *
 * @param {Expression} node
 * @param {(owner: Expression, name: string) => void} keepOwner Gives a name to what comes
 *   before a part.
 */
function walk(node, keepOwner) {
  const chain = chainOf(node) ?? [];
  let value = chain.length > 0 ? chain[0][0].expression : node;
  chain.forEach((part, index) => {
    const name = `${OWNER}${index}`;
    keepOwner(value, name);
    const build = new Build(value.range);
    value = part.reduce(
      (inner, access) => build.access(access, inner),
      /** @type {Expression} */ (build.name(name)),
    );
  });
  return value;
}

/**
 * Gives a value a name in the current flow, and enters a flow in which it is not null.
 *
 * @param {Compiler} compiler
 * @param {Expression} node
 * @param {string} name
 * @returns {Step}
 */
function keep(compiler, node, name) {
  const { module, currentFlow: flow } = compiler;
  const { auto, void: nothing } = typesOf(compiler);
  const local = isIdentifier(node) ? flow.lookupLocal(node.text) : null;
  const value = compiler.compileExpression(node, auto);
  const type = compiler.currentType;
  const mayBeNull = type.isNullableReference && !flow.isNonnull(value, type);
  const own = type.nonNullableType;
  let kept = value;
  if (local && local.index >= 0 && !local.is(INLINED)) {
    flow.addScopedAlias(name, own, local.index);
  } else if (type === nothing) {
    flow.addScopedDummyLocal(name, own, node);
    return { before: value };
  } else {
    const { index } = flow.addScopedLocal(name, own);
    flow.setLocalFlag(index, CONSTANT | INITIALIZED);
    kept = mayBeNull
      ? module.local_tee(index, value, own.isManaged)
      : module.local_set(index, value, own.isManaged);
  }
  if (!mayBeNull) {
    reportNeverNull(compiler, node, type, "?.");
    return kept === value ? {} : { before: kept };
  }
  const condition = isThere(compiler, kept, type, node);
  const inner = flow.forkThen(condition);
  compiler.currentFlow = inner;
  return { condition, flow: inner };
}

/**
 * Goes back to the flow in which a chain began, whose rest may have run.
 *
 * @param {Compiler} compiler
 * @param {Step[]} steps
 */
export function leave(compiler, steps) {
  for (const { flow } of steps.toReversed()) {
    if (!flow) continue;
    const around = /** @type {Flow} */ (flow.parent);
    around.mergeBranch(flow);
    compiler.currentFlow = around;
  }
}

/**
 * Puts the rest of a chain behind the steps that come before it.
 *
 * @param {Compiler} compiler
 * @param {Step[]} steps
 * @param {number} rest
 * @param {Type} type Of the rest.
 * @param {() => number} absent What there is where the rest is not evaluated.
 */
export function assemble(compiler, steps, rest, type, absent) {
  const { module } = compiler;
  const hasValue = type !== typesOf(compiler).void;
  return steps.reduceRight((value, { condition, before }) => {
    if (condition)
      return module.if(condition, value, hasValue ? absent() : undefined);
    return before ? module.block(null, [before, value], type.toRef()) : value;
  }, rest);
}

/**
 * Returns the type of what a chain ends with, and whether a value before that may be null.
 *
 * @param {Resolver} resolver
 * @param {Expression} node Any expression.
 * @param {Flow} flow
 * @param {Type} contextualType
 * @param {import("assemblyscript").ReportMode} mode
 */
export function typeOfChain(resolver, node, flow, contextualType, mode) {
  const inside = flow.fork();
  let isOptional = false;
  let isKnown = true;
  const { auto } = typesOf(resolver.program);
  const rest = walk(node, (owner, name) => {
    const type = isKnown
      ? resolver.resolveExpression(owner, inside, auto, mode)
      : null;
    isKnown = type !== null;
    if (!type) return;
    isOptional ||= type.isNullableReference;
    inside.addScopedDummyLocal(name, type.nonNullableType, owner);
  });
  const type = isKnown
    ? resolver.resolveExpression(rest, inside, contextualType, mode)
    : null;
  return type && { type, isOptional };
}

/**
 * Returns the type of an expression; that of a chain is nullable where it can be.
 *
 * @param {Resolver} resolver
 * @param {Expression} node
 * @param {Flow} flow
 * @param {Type} contextualType
 * @param {import("assemblyscript").ReportMode} mode
 */
export function resolveChain(resolver, node, flow, contextualType, mode) {
  const found = typeOfChain(resolver, node, flow, contextualType, mode);
  if (!found) return null;
  const { type, isOptional } = found;
  return isOptional && type.isInternalReference ? nullable(type) : type;
}

/**
 * Compiles whether a value is not null.
 *
 * @param {Compiler} compiler
 * @param {number} value
 * @param {Type} type
 * @param {Expression} node
 */
export function isThere(compiler, value, type, node) {
  // An address, which is its own answer.
  return type.isInternalReference
    ? value
    : compiler.makeIsTrueish(value, type, node);
}

/** @param {Type} type */
function nullable(type) {
  return type.asNullable() ?? type;
}

/** @param {Type} type */
function zeroOf(type) {
  return type.isBooleanValue ? "false" : "0";
}

/**
 * Tells whether an expression may be left out where its value is not needed.
 *
 * @param {Expression} node
 * @returns {boolean}
 */
function isPure(node) {
  if (isPropertyAccess(node)) return isPure(node.expression);
  return isIdentifier(node) || isLiteral(node) || /^-\d/.test(textOf(node));
}
