import { NOT_ASSIGNABLE } from "../contract/compiler.js";
import {
  CONSTANT,
  EQZ_I32,
  INITIALIZED,
  REPORT,
  SWALLOW,
} from "../contract/language.js";
import {
  bare,
  isIdentifier,
  isLiteral,
  isPropertyAccess,
} from "../source/syntax.js";
import { Build } from "./build.js";
import { reportNeverNull } from "./never-null.js";
import {
  assemble,
  descend,
  inScope,
  isThere,
  isUnused,
  leave,
  typeOfChain,
} from "./optional-chains.js";
import { typesOf } from "./types.js";

/**
 * @typedef {import("assemblyscript").BinaryExpression} BinaryExpression
 * @typedef {import("assemblyscript").Compiler} Compiler
 * @typedef {import("assemblyscript").Expression} Expression
 * @typedef {import("assemblyscript").Flow} Flow
 * @typedef {import("assemblyscript").Resolver} Resolver
 * @typedef {import("assemblyscript").Type} Type
 */

/** The names of an object and an index that are evaluated once. */
const OBJECT = "~object";
const INDEX = "~at";

/** How many blocks have been named. */
let blocks = 0;

/**
 * Compiles `left ?? right`. Where the left side is a chain, the right one is also its value
 * where a part of it is missing.
 *
 * @param {Compiler} compiler
 * @param {BinaryExpression} node
 * @param {Type} contextualType
 * @param {number} constraints
 */
export function compileNullish(compiler, node, contextualType, constraints) {
  return inScope(compiler, () => {
    const { currentFlow: scope } = compiler;
    const { auto, void: nothing } = typesOf(compiler);
    const isDropped = isUnused(compiler, contextualType, constraints);
    const left = bare(node.left);
    const { steps, rest } = descend(compiler, left);
    const context = contextualType === nothing ? auto : contextualType;
    const value = compiler.compileExpression(rest, context);
    const type = compiler.currentType;
    const inside = compiler.currentFlow;
    const mayBeNull =
      type.isNullableReference && !inside.isNonnull(value, type);
    leave(compiler, steps);
    const conditions = steps.flatMap(({ condition }) => condition ?? []);
    if (conditions.length === 0 && !mayBeNull) {
      if (steps.length === 0) reportNeverNull(compiler, left, type, "??");
      return assemble(compiler, steps, value, type, () => 0);
    }
    const isSingle = conditions.length + (mayBeNull ? 1 : 0) === 1;
    const missing = isSingle
      ? scope.forkElse(conditions[0] ?? value)
      : scope.fork();
    compiler.currentFlow = missing;
    const replacement = compileRight(
      compiler,
      node.right,
      type,
      contextualType,
      isDropped,
    );
    if (!replacement) return compiler.module.unreachable();
    const { other, common } = replacement;
    compiler.currentFlow = inside;
    const { tested, again } = mayBeNull
      ? twice(compiler, value, type)
      : { tested: 0, again: value };
    const found = compiler.convertExpression(
      again,
      type.nonNullableType,
      common,
      false,
      left,
    );
    compiler.currentFlow = scope;
    scope.mergeBranch(missing);
    compiler.currentType = common;
    const test = mayBeNull ? isThere(compiler, tested, type, left) : 0;
    const join = isSingle ? joinOne : joinMany;
    return join(compiler, { steps, test, found, other, type: common });
  });
}

/**
 * Compiles the right side of `??`, with the type that both sides have; returns undefined
 * after an error.
 *
 * @param {Compiler} compiler
 * @param {Expression} node
 * @param {Type} left
 * @param {Type} contextualType
 * @param {boolean} isDropped Whether nobody reads the value.
 */
function compileRight(compiler, node, left, contextualType, isDropped) {
  const context = contextOfRight(compiler, left, contextualType);
  const value = compiler.compileExpression(node, context);
  const type = compiler.currentType;
  const common = isDropped
    ? typesOf(compiler).void
    : commonType(compiler, left, type, contextualType);
  if (common) {
    const other = compiler.convertExpression(value, type, common, false, node);
    return { other, common };
  }
  const names = [type, left.nonNullableType].map((each) => each.toString());
  compiler.error(NOT_ASSIGNABLE, node.range, ...names);
  compiler.currentType = contextualType;
  return undefined;
}

/**
 * @typedef {object} Sides The parts of `left ?? right`.
 * @property {import("./optional-chains.js").Step[]} steps
 * @property {number} test Whether the value at the end of the steps is there; 0 if it
 *   always is.
 * @property {number} found The value.
 * @property {number} other What takes its place.
 * @property {Type} type
 */

/**
 * Chooses a side where a single value may be null.
 *
 * @param {Compiler} compiler
 * @param {Sides} sides
 */
function joinOne(compiler, { steps, test, found, other, type }) {
  const value = test ? compiler.module.if(test, found, other) : found;
  return assemble(compiler, steps, value, type, () => other);
}

/**
 * Chooses a side where several values may be null: once the left one is found, it leaves
 * the block before the right one.
 *
 * @param {Compiler} compiler
 * @param {Sides} sides
 */
function joinMany(compiler, { steps, test, found, other, type }) {
  const { module } = compiler;
  const { void: nothing } = typesOf(compiler);
  blocks += 1;
  const label = `nullish|${blocks}`;
  const leaving =
    type === nothing
      ? module.block(null, [found, module.br(label)])
      : module.br(label, 0, found);
  const value = test ? module.if(test, leaving) : leaving;
  const all = assemble(compiler, steps, value, nothing, () => 0);
  return module.block(label, [all, other], type.toRef());
}

/**
 * Compiles `target ??= value`.
 *
 * @param {Compiler} compiler
 * @param {BinaryExpression} node
 * @param {Type} contextualType
 * @param {number} constraints
 */
export function compileNullishAssignment(
  compiler,
  node,
  contextualType,
  constraints,
) {
  return inScope(compiler, () => {
    const { module, currentFlow: scope, resolver } = compiler;
    const { auto, void: nothing } = typesOf(compiler);
    const { before, place } = keepPlace(compiler, bare(node.left));
    const build = new Build(node.range);
    const assignment = build.assign(place, node.right);
    const value = compiler.compileExpression(place, auto);
    const type = compiler.currentType;
    const all = (/** @type {number} */ expression) =>
      before.length === 0
        ? expression
        : module.block(
            null,
            [...before, expression],
            compiler.currentType.toRef(),
          );
    if (!type.isNullableReference || scope.isNonnull(value, type)) {
      reportNeverNull(compiler, node.left, type, "??=");
      return all(value);
    }
    const isDropped = isUnused(compiler, contextualType, constraints);
    const context = contextOfRight(compiler, type, auto);
    const given = isDropped
      ? null
      : resolver.resolveExpression(node.right, scope, context, SWALLOW);
    const { tested, again } = isDropped
      ? { tested: value, again: 0 }
      : twice(compiler, value, type);
    const test = isThere(compiler, tested, type, node.left);
    const there = scope.forkThen(test);
    const missing = scope.forkElse(test);
    compiler.currentFlow = missing;
    const assigned = compiler.compileExpression(
      assignment,
      isDropped ? nothing : type,
    );
    compiler.currentFlow = scope;
    scope.inheritAlternatives(there, missing);
    if (isDropped) {
      compiler.currentType = nothing;
      return all(module.if(module.unary(EQZ_I32, test), assigned));
    }
    compiler.currentType =
      given && !given.isNullableReference ? type.nonNullableType : type;
    return all(module.if(test, again, assigned));
  });
}

/**
 * Keeps the object and the index of what is assigned to, so that they are evaluated once.
 *
 * @param {Compiler} compiler
 * @param {Expression} target
 * @returns {{ before: number[], place: Expression }}
 */
function keepPlace(compiler, target) {
  if (isPropertyAccess(target)) {
    const { before, value } = keep(compiler, target.expression, OBJECT);
    const build = new Build(target.range);
    return { before, place: build.access(target, value) };
  }
  if (!isElementAccess(target)) return { before: [], place: target };
  const object = keep(compiler, target.expression, OBJECT);
  const index = keep(compiler, target.elementExpression, INDEX);
  const build = new Build(target.range);
  return {
    before: [...object.before, ...index.before],
    place: build.element(object.value, index.value),
  };
}

/**
 * Gives a value a name, unless it is a name, a literal, or a class with static members.
 *
 * @param {Compiler} compiler
 * @param {Expression} node
 * @param {string} name
 * @returns {{ before: number[], value: Expression }}
 */
function keep(compiler, node, name) {
  const value = bare(node);
  const { module, resolver, currentFlow: flow } = compiler;
  const { auto } = typesOf(compiler);
  const isSimple = isIdentifier(value) || isLiteral(value);
  if (isSimple || !resolver.resolveExpression(value, flow, auto, SWALLOW))
    return { before: [], value: node };
  const compiled = compiler.compileExpression(value, auto);
  const type = compiler.currentType;
  const { index } = flow.addScopedLocal(name, type);
  flow.setLocalFlag(index, CONSTANT | INITIALIZED);
  return {
    before: [module.local_set(index, compiled, type.isManaged)],
    value: new Build(node.range).name(name),
  };
}

/**
 * Returns the type that `left ?? right` or `left ??= right` has.
 *
 * @param {Resolver} resolver
 * @param {BinaryExpression} node
 * @param {Flow} flow
 * @param {Type} contextualType
 * @param {import("assemblyscript").ReportMode} mode
 */
export function resolveNullish(
  resolver,
  node,
  flow,
  contextualType = typesOf(resolver.program).auto,
  mode = REPORT,
) {
  const types = typesOf(resolver.program);
  const left = bare(node.left);
  const context = contextualType === types.void ? types.auto : contextualType;
  const found = typeOfChain(resolver, left, flow, context, mode);
  if (!found) return null;
  const { type, isOptional } = found;
  if (!isOptional && !type.isNullableReference) return type;
  const right = resolver.resolveExpression(
    node.right,
    flow,
    contextOfRight(resolver.program, type, contextualType),
    mode,
  );
  return right && commonType(resolver.program, type, right, contextualType);
}

/**
 * Evaluates a value once, for two uses.
 *
 * @param {Compiler} compiler
 * @param {number} value
 * @param {Type} type
 */
function twice({ module, currentFlow }, value, type) {
  const copy = module.tryCopyTrivialExpression(value);
  if (copy) return { tested: value, again: copy };
  const { index } = currentFlow.getTempLocal(type.nonNullableType);
  return {
    tested: module.local_tee(index, value, type.isManaged),
    again: module.local_get(index, type.toRef()),
  };
}

/**
 * Returns the type that the right side of `??` is asked for.
 *
 * @param {{ options: import("assemblyscript").Options }} program
 * @param {Type} left
 * @param {Type} contextualType
 */
function contextOfRight(program, left, contextualType) {
  const types = typesOf(program);
  return contextualType === types.auto ||
    contextualType === types.void ||
    contextualType === types.bool
    ? left.nonNullableType
    : contextualType;
}

/**
 * Returns the type that both sides of `??` have, or null.
 *
 * @param {{ options: import("assemblyscript").Options }} program
 * @param {Type} left
 * @param {Type} right
 * @param {Type} contextualType
 */
function commonType(program, left, right, contextualType) {
  return typesOf(program).commonType(
    left.nonNullableType,
    right,
    right.isNullableReference ? contextualType : contextualType.nonNullableType,
  );
}

/**
 * @param {Expression} node
 * @returns {node is import("assemblyscript").ElementAccessExpression}
 */
function isElementAccess(node) {
  return "elementExpression" in node;
}
