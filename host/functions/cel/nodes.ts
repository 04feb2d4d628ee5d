import type { CelTree } from "./library.ts";

/** A node of an expression and all its descendants. */
export function celNodes(tree: CelTree): CelTree[] {
  return [tree, ...celChildren(tree).flatMap(celNodes)];
}

/** The children of a node. */
export function celChildren({ exprKind }: CelTree): CelTree[] {
  return childrenOf(exprKind).filter((each) => each !== undefined);
}

/** The text of a string literal; undefined for any other node. */
export function celText({ exprKind }: CelTree): string | undefined {
  if (exprKind.case !== "constExpr") return undefined;
  const { constantKind } = exprKind.value;
  return constantKind.case === "stringValue" ? constantKind.value : undefined;
}

function childrenOf(kind: CelTree["exprKind"]): (CelTree | undefined)[] {
  switch (kind.case) {
    case "selectExpr":
      return [kind.value.operand];
    case "callExpr":
      return [kind.value.target, ...kind.value.args];
    case "listExpr":
      return kind.value.elements;
    case "structExpr":
      return kind.value.entries.flatMap(({ keyKind, value }) =>
        keyKind.case === "mapKey" ? [keyKind.value, value] : [value],
      );
    case "comprehensionExpr": {
      const { iterRange, accuInit, loopCondition, loopStep, result } =
        kind.value;
      return [iterRange, accuInit, loopCondition, loopStep, result];
    }
    default:
      return [];
  }
}
