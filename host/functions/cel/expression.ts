import { notEmulated } from "../../base/host-error.ts";
import type { Context } from "../../engine/context.ts";
import { hasKnownFunctions, misusesHas } from "./functions.ts";
import { refuseText, refuseTree, refuseValue } from "./guard.ts";
import { cel, type CelTree } from "./library.ts";
import { encodeResult } from "./result.ts";
import { extractVariables, type CelVariable } from "./variables.ts";

/** Evaluates an expression with a context's properties: returns bytes, or a status. */
export type CelExpression = (context: Context) => Uint8Array | number;

/**
 * Parses an expression as Envoy does; null for a text that is not one.
 *
 *     parseCel("request.path ==") // null
 */
export function parseCel(text: string): CelTree | null {
  refuseText(text);
  try {
    const { expr } = cel().parse(text);
    return misusesHas(expr) ? null : expr;
  } catch {
    return null;
  }
}

/**
 * Compiles an expression; null where it calls a function that Envoy does not have.
 *
 *     compileCel(tree)?.(context);
 */
export function compileCel(tree: CelTree): CelExpression | null {
  if (!hasKnownFunctions(tree)) return null;
  refuseTree(tree);
  const variables = extractVariables(tree);
  const { celEnv, plan } = cel();
  const evaluate = plan(celEnv(), tree);
  return (context) => {
    const values = [...variables].flatMap(([name, variable]) => {
      const value = valueOf(context, variable);
      if (typeof value === "string") refuseValue(value, tree);
      return value === undefined ? [] : [[name, value] as const];
    });
    return encodeResult(evaluate(Object.fromEntries(values)));
  };
}

function valueOf(
  context: Context,
  { path, kind }: CelVariable,
): string | bigint | boolean | undefined {
  const bytes = context.attribute(path);
  if (kind === "presence") {
    // Outside of a stream, Envoy has nothing that could have the property.
    const isOutside = Object.is(context.listener, context);
    if (bytes !== null || !isOutside) return bytes !== null;
    throw notEmulated(`Checking for ${path.join(".")} outside of a stream`);
  }
  if (bytes === null) return undefined;
  if (kind === "text") return textIn(bytes, path);
  if (kind === "int" && bytes.length === 8) return bytes.readBigInt64LE();
  if (kind === "bool" && bytes.length === 1) return bytes[0] !== 0;
  throw notEmulated(`The type of ${path.join(".")} in an expression`);
}

function textIn(bytes: Buffer, path: string[]): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      bytes,
    );
  } catch {
    const name = path.join(".");
    throw notEmulated(`A value of ${name} in an expression that is not UTF-8`);
  }
}
