import { notEmulated } from "../../base/host-error.ts";
import type { CelTree } from "./library.ts";
import { celChildren, celNodes, celText } from "./nodes.ts";

/** Quoted texts, with the letters in front of them. */
const LITERALS =
  /([a-z]*)('''[^]*?'''|"""[^]*?"""|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*")/gi;

/** An escape that Envoy's parser reads, or an unescaped character. */
const READABLE =
  /\\(?:[abfnrtv\\?"'`]|x[\da-f]{2}|[0-3][0-7]{2}|u[\da-f]{4}|U[\da-f]{8})|[^\\]/gi;

/** Envoy's parser goes 32 levels deep, and a node may take several. */
const MAX_DEPTH = 14;
const MAX_LENGTH = 10_000;
const LARGE_NUMBER = /[\da-f]{16}/i;
const LARGE_DOUBLE = 2 ** 53;

/** Characters that sort differently in UTF-8 and in JavaScript. */
const ASTRAL = /[\ud800-\udfff]/;

/**
 * Throws a HostError for an expression's text that Envoy and the library may read
 * differently.
 *
 *     refuseText("'\\q'"); // An escape …
 */
export function refuseText(text: string): void {
  const code = text.replace(LITERALS, "''");
  const reason =
    (text.length > MAX_LENGTH && "A text this long") ||
    (depthOfBrackets(code) > MAX_DEPTH && "Nesting this deep") ||
    (LARGE_NUMBER.test(code) && "A number with this many digits") ||
    (/\bexistsOne\b/.test(code) && "The macro existsOne") ||
    (/(^|[^\w\s\])}'])\s*\.\s*[a-z_]/i.test(code) && "A name after a dot") ||
    (code.includes("//") && "A comment") ||
    (/-\s*\w+u\b/i.test(code) && "A minus before a uint") ||
    (hasOddEscape(text) && "An escape of this form");
  if (reason) throw unclear(reason);
}

/**
 * Throws a HostError for an expression that Envoy and the library may evaluate
 * differently.
 *
 *     refuseTree(cel().parse("1e300 == 1").expr);
 */
export function refuseTree(tree: CelTree): void {
  const nodes = celNodes(tree);
  const reason =
    (depthOf(tree) > MAX_DEPTH && "Nesting this deep") ||
    (nodes.some(isLargeDouble) && "A number this large") ||
    (nodes.some(isNestedMacro) && "A macro in a macro") ||
    (nodes.some(hasOddKey) && "A map key of this kind") ||
    (nodes.some(isOddPattern) && "A pattern of this kind") ||
    (ordersTexts(tree) && nodes.some(isAstral) && "Ordering texts like these");
  if (reason) throw unclear(reason);
}

/** Throws a HostError for a property whose text sorts differently in the library. */
export function refuseValue(text: string, tree: CelTree): void {
  if (ASTRAL.test(text) && ordersTexts(tree)) {
    throw unclear("Ordering texts like these");
  }
}

function unclear(what: string) {
  return notEmulated(`${what} in an expression`);
}

function depthOfBrackets(code: string): number {
  let depth = 0;
  let deepest = 0;
  for (const each of code) {
    if ("([{".includes(each)) deepest = Math.max(deepest, ++depth);
    if (")]}".includes(each)) depth--;
  }
  return deepest;
}

function hasOddEscape(text: string): boolean {
  return [...text.matchAll(LITERALS)].some(([, prefix = "", quoted = ""]) => {
    if (!quoted.includes("\\")) return false;
    if (/r/i.test(prefix)) return /\\["']/.test(quoted);
    if (/b/i.test(prefix) && /\\u/i.test(quoted)) return true;
    return quoted.replace(READABLE, "") !== "";
  });
}

/** Envoy's parser balances a chain of && or ||. */
function depthOf(tree: CelTree): number {
  const { exprKind } = tree;
  const isFlat =
    exprKind.case === "callExpr" &&
    /^_(&&|\|\|)_$/.test(exprKind.value.function);
  const inner = Math.max(0, ...celChildren(tree).map(depthOf));
  return isFlat ? inner : inner + 1;
}

function isLargeDouble({ exprKind }: CelTree): boolean {
  if (exprKind.case !== "constExpr") return false;
  const { case: kind, value } = exprKind.value.constantKind;
  return kind === "doubleValue" && Math.abs(value) >= LARGE_DOUBLE;
}

function isNestedMacro(node: CelTree): boolean {
  const isMacro = ({ exprKind }: CelTree) =>
    exprKind.case === "comprehensionExpr";
  return isMacro(node) && celNodes(node).slice(1).some(isMacro);
}

/** Whether a map has a key that the library accepts and Envoy does not. */
function hasOddKey({ exprKind }: CelTree): boolean {
  if (exprKind.case !== "structExpr") return false;
  return exprKind.value.entries.some(({ keyKind: { case: kind, value } }) => {
    if (kind !== "mapKey" || value.exprKind.case !== "constExpr") return true;
    return value.exprKind.value.constantKind.case === "doubleValue";
  });
}

/** Whether a pattern is not a literal, or uses what the library lacks. */
function isOddPattern({ exprKind }: CelTree): boolean {
  if (exprKind.case !== "callExpr") return false;
  const { function: name, args } = exprKind.value;
  if (name !== "matches") return false;
  const [pattern] = args.map(celText);
  return pattern === undefined || pattern.includes("\\C");
}

function isAstral(node: CelTree): boolean {
  return ASTRAL.test(celText(node) ?? "");
}

function ordersTexts(tree: CelTree): boolean {
  return celNodes(tree).some(
    ({ exprKind }) =>
      exprKind.case === "callExpr" &&
      /^_[<>]=?_$/.test(exprKind.value.function),
  );
}
