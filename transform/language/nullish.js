import { NOT_ASSIGNABLE } from "../contract/compiler.js";
import {
  CONSTANT,
  EQZ_I32,
  INITIALIZED,
  REPORT,
  SWALLOW,
  WILL_DROP,
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

/** What an object and its index are called that are evaluated once. */
const OBJECT = "~object";
const INDEX = "~at";

/** How many blocks have been named. */
let blocks = 0;

/**
 * Compiles `left ?? right`. Where the left side is a chain, the right one takes the
 * place of what is missing in it.
 *
 * @param {Compiler} compiler
 * @param {BinaryExpression} node
 * @param {Type} contextualType
 * @param {number} constraints
 */
export function compileNullish(compiler, node, contextualType, constraints) {
  return inScope(compiler, () => {
    const { module, currentFlow: scope } = compiler;
    const { auto, void: nothing } = typesOf(compiler);
    const isDropped = isUnused(compiler, contextualType, constraints);
    const left = bare(node.left);
    const { steps, rest } = descend(compiler, left);
    let value = compiler.compileExpression(
      rest,
      contextualType === nothing ? auto : contextualType,
    );
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
    const other = isSingle
      ? scope.forkElse(conditions[0] ?? value)
      : scope.fork();
    compiler.currentFlow = other;
    let right = compiler.compileExpression(
      node.right,
      contextOfRight(compiler, type, contextualType),
    );
    const rightType = compiler.currentType;
    const common = isDropped
      ? nothing
      : commonType(compiler, type, rightType, contextualType);
    if (!common) {
      compiler.error(
        NOT_ASSIGNABLE,
        node.right.range,
        rightType.toString(),
        type.nonNullableType.toString(),
      );
      compiler.currentType = contextualType;
      return module.unreachable();
    }
    right = compiler.convertExpression(
      right,
      rightType,
      common,
      false,
      node.right,
    );
    compiler.currentFlow = inside;
    /** @type {number | undefined} */
    let test;
    if (mayBeNull) {
      const { tested, again } = twice(compiler, value, type);
      test = compiler.makeIsTrueish(tested, type, left);
      value = again;
    }
    value = compiler.convertExpression(
      value,
      type.nonNullableType,
      common,
      false,
      left,
    );
    compiler.currentFlow = scope;
    scope.mergeBranch(other);
    compiler.currentType = common;
    if (isSingle)
      return assemble(
        compiler,
        steps,
        test ? module.if(test, value, right) : value,
        common,
        () => right,
      );
    blocks += 1;
    const label = `nullish|${blocks}`;
    const found = isDropped
      ? module.block(null, [value, module.br(label)])
      : module.br(label, 0, value);
    const all = assemble(
      compiler,
      steps,
      test ? module.if(test, found) : found,
      nothing,
      () => 0,
    );
    return module.block(label, [all, right], common.toRef());
  });
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
    const test = compiler.makeIsTrueish(tested, type, node.left);
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
 * Gives a value a name, if it is not a name or a literal, or a class that has static
 * members.
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
 * @param {Compiler} compiler
 * @param {Type} contextualType
 * @param {number} constraints
 */
function isUnused(compiler, contextualType, constraints) {
  return (
    contextualType === typesOf(compiler).void || (constraints & WILL_DROP) !== 0
  );
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
