import { notEmulated } from "../../base/host-error.ts";
import { attributeKind, isHeaders, type AttributeKind } from "./attributes.ts";
import type { CelTree } from "./library.ts";
import { celChildren, celText } from "./nodes.ts";

/** An attribute that an expression reads, or whose presence it checks. */
export interface CelVariable {
  path: string[];
  kind: AttributeKind | "presence";
}

/** Names that an expression binds itself. */
type Bound = ReadonlySet<string>;

/**
 * Replaces each attribute in an expression by a variable, and returns the variables
 * by name. An absent attribute is then a variable without a value.
 *
 * Throws a HostError for what it reads and the emulator has no type for.
 *
 *     extractVariables(cel().parse("request.path == '/'").expr);
 *     // Map { "v0" => { path: ["request", "path"], kind: "text" } }
 */
export function extractVariables(tree: CelTree): Map<string, CelVariable> {
  const variables = new Map<string, CelVariable>();
  const visit = (node: CelTree, bound: Bound): void => {
    const variable = variableIn(node, bound);
    if (variable === undefined) {
      const inner = boundIn(node, bound);
      for (const each of celChildren(node)) visit(each, inner);
    } else {
      const name = `v${variables.size}`;
      variables.set(name, variable);
      const value = { $typeName: "cel.expr.Expr.Ident" as const, name };
      node.exprKind = { case: "identExpr", value };
    }
  };
  visit(tree, new Set());
  return variables;
}

function variableIn(node: CelTree, bound: Bound): CelVariable | undefined {
  const checked = checkedAttribute(node);
  const path = checked ?? pathOf(node);
  if (path === undefined || bound.has(path[0])) {
    if (isHas(node)) throw notEmulated("has() of a value in an expression");
    return undefined;
  }
  const kind = attributeKind(path);
  if (kind !== undefined) return { path, kind: checked ? "presence" : kind };
  throw notEmulated(`The property ${path.join(".")} in an expression`);
}

function isHas({ exprKind }: CelTree): boolean {
  return exprKind.case === "selectExpr" && exprKind.value.testOnly;
}

/** The attribute whose presence `has(a.b)` or `'b' in a` checks. */
function checkedAttribute({ exprKind }: CelTree): string[] | undefined {
  if (exprKind.case === "selectExpr" && exprKind.value.testOnly) {
    return longer(exprKind.value.operand, exprKind.value.field);
  }
  if (exprKind.case !== "callExpr" || exprKind.value.function !== "@in") {
    return undefined;
  }
  const [key, map] = exprKind.value.args;
  const path = longer(map, celText(key));
  return path && isHeaders(path.slice(0, -1)) ? path : undefined;
}

/** The path of names that a node stands for: `a.b`, or `a["b"]`. */
function pathOf({ exprKind }: CelTree): string[] | undefined {
  if (exprKind.case === "identExpr") return [exprKind.value.name];
  if (exprKind.case === "selectExpr" && !exprKind.value.testOnly) {
    return longer(exprKind.value.operand, exprKind.value.field);
  }
  const isIndex =
    exprKind.case === "callExpr" && exprKind.value.function === "_[_]";
  if (!isIndex) return undefined;
  const [operand, key] = exprKind.value.args;
  return longer(operand, celText(key));
}

function longer(
  operand: CelTree | undefined,
  name: string | undefined,
): string[] | undefined {
  const path = operand && pathOf(operand);
  return path && name !== undefined ? [...path, name] : undefined;
}

function boundIn({ exprKind }: CelTree, bound: Bound): Bound {
  if (exprKind.case === "structExpr" && exprKind.value.messageName !== "") {
    throw notEmulated("A message in an expression");
  }
  if (exprKind.case !== "comprehensionExpr") return bound;
  const { iterVar, accuVar } = exprKind.value;
  return new Set([...bound, iterVar, accuVar]);
}
