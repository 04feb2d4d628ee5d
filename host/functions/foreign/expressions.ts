import { BAD_ARGUMENT, NOT_FOUND, OK } from "../../abi/status.ts";
import { notEmulated } from "../../base/host-error.ts";
import { compileCel, parseCel, type CelExpression } from "../cel/expression.ts";
import type { ForeignCall } from "./foreign-call.ts";

/** The expressions of a plugin, by token. */
interface Expressions {
  next: number;
  byToken: Map<number, CelExpression>;
}

const TOKEN_SIZE = 4;

const ofPlugins = new WeakMap<object, Expressions>();

/** Keeps an expression for the plugin; returns its token. */
export function createExpression(call: ForeignCall): Uint8Array | number {
  const tree = parseCel(call.argument.toString());
  if (tree === null) return BAD_ARGUMENT;
  const expressions = expressionsOf(call);
  // An expression that cannot be compiled takes a token, too.
  const token = expressions.next++;
  const expression = compileCel(tree);
  if (expression === null) return BAD_ARGUMENT;
  expressions.byToken.set(token, expression);
  const bytes = Buffer.alloc(TOKEN_SIZE);
  bytes.writeUInt32LE(token);
  return bytes;
}

/** Evaluates an expression for the context whose callback is running. */
export function evaluateExpression(call: ForeignCall): Uint8Array | number {
  const { argument, current } = call;
  if (argument.length !== TOKEN_SIZE) return BAD_ARGUMENT;
  const expression = expressionsOf(call).byToken.get(argument.readUInt32LE());
  return expression === undefined ? NOT_FOUND : expression(current);
}

/** Forgets an expression. */
export function deleteExpression(call: ForeignCall): number {
  const { argument } = call;
  if (argument.length !== TOKEN_SIZE) return BAD_ARGUMENT;
  expressionsOf(call).byToken.delete(argument.readUInt32LE());
  return OK;
}

function expressionsOf({ current }: ForeignCall): Expressions {
  const plugin = current.listener;
  if (plugin === null) throw notEmulated("An expression outside of any plugin");
  const known = ofPlugins.get(plugin) ?? { next: 0, byToken: new Map() };
  ofPlugins.set(plugin, known);
  return known;
}
