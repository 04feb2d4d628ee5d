import { notEmulated } from "../../base/host-error.ts";
import type { CelTree } from "./library.ts";
import { celNodes } from "./nodes.ts";

/** Operators as the parser names them, and what it makes of macros. */
const OPERATORS =
  /^(_(&&|\|\||==|!=|<|<=|>|>=|\+|-|\*|\/|%)_|!_|-_|@in|_\?_:_|_\[_\]|@not_strictly_false)$/;

/** Methods that work in the library as in Envoy, with their number of arguments. */
const METHODS: Record<string, number> = {
  size: 0,
  startsWith: 1,
  endsWith: 1,
  contains: 1,
  matches: 1,
};

/** Other functions of Envoy, in which the library differs or was not compared. */
const OTHERS =
  /^(bool|bytes|double|duration|dyn|int|string|timestamp|type|uint|get(Date|DayOfMonth|DayOfWeek|DayOfYear|FullYear|Hours|Milliseconds|Minutes|Month|Seconds))$/;

/**
 * Whether Envoy has all functions of an expression. Throws a HostError for one that
 * it has and the emulator does not.
 *
 *     hasKnownFunctions(cel().parse("foo(1)").expr); // false
 */
export function hasKnownFunctions(tree: CelTree): boolean {
  return celNodes(tree).every(isKnown);
}

/** Whether an expression applies `has` to anything other than a field. */
export function misusesHas(tree: CelTree): boolean {
  return celNodes(tree).some(
    ({ exprKind }) =>
      exprKind.case === "callExpr" && exprKind.value.function === "has",
  );
}

function isKnown({ exprKind }: CelTree): boolean {
  if (exprKind.case !== "callExpr") return true;
  const { function: name, target, args } = exprKind.value;
  if (OPERATORS.test(name)) return true;
  const count = Object.hasOwn(METHODS, name) ? METHODS[name] : -1;
  if (target !== undefined && args.length === count) return true;
  if (name === "size" && args.length === 1) return true;
  const isPlain = target === undefined && args.length === count + 1;
  if (OTHERS.test(name) || isPlain) {
    throw notEmulated(`The function ${name} in an expression`);
  }
  return false;
}
