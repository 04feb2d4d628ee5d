import { textOf } from "../source/syntax.js";

/** @typedef {import("assemblyscript").Node} Node */

/** What may stand between a docstring and the name that a node's range begins with. */
const MODIFIERS = /(?:\b(?:export|public|readonly|abstract|override)\s+)+$/;

/** A docstring at the end of a text. */
const DOCSTRING = /\/\*\*((?:(?!\*\/)[^])*)\*\/$/;

/**
 * Returns what the docstring in front of a declaration says, up to its first example, as
 * one paragraph a line; "" where there is none.
 *
 * @param {Node & { decorators?: Node[] | null }} declaration
 */
export function docstringOf({ range, decorators }) {
  const start = Math.min(
    range.start,
    ...(decorators ?? []).map((each) => each.range.start),
  );
  const before = range.source.text.slice(0, start).trimEnd();
  const [, text = ""] = DOCSTRING.exec(withoutModifiers(before)) ?? [];
  return text
    .split("\n")
    .map((line) => line.replace(/^\s*\*? ?/, "").trimEnd())
    .join("\n")
    .split("```")[0]
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.trim().replaceAll(/\s+/g, " "))
    .filter((paragraph) => paragraph !== "")
    .join("\n");
}

/** @param {string} text */
function withoutModifiers(text) {
  return `${text} `.replace(MODIFIERS, "").trimEnd();
}

/**
 * Returns the literal that an expression is, undefined where it is none: a number, also
 * as a product, a text, a boolean, `null`, or a list of such.
 *
 * @param {Node} node
 * @returns {unknown}
 */
export function literalOf(node) {
  const text = textOf(node).trim();
  if (text === "true" || text === "false") return text === "true";
  if (text === "null") return null;
  if ("elementExpressions" in node) {
    const elements = /** @type {Node[]} */ (node.elementExpressions);
    const values = elements.map(literalOf);
    return values.includes(undefined) ? undefined : values;
  }
  if (/^["']/.test(text)) {
    const { value } = /** @type {{ value?: unknown }} */ (
      /** @type {unknown} */ (node)
    );
    return typeof value === "string" ? value : undefined;
  }
  return numberOf(text);
}

const NUMBER =
  /^-?(?:0x[\da-f_]+|(?:\d[\d_]*(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?)$/i;

/** @param {string} text */
function numberOf(text) {
  const factors = text.split("*").map((each) => each.trim());
  if (!factors.every((each) => NUMBER.test(each))) return undefined;
  return factors
    .map((each) => each.replaceAll("_", ""))
    .map((each) =>
      each.startsWith("-") ? -Number(each.slice(1)) : Number(each),
    )
    .reduce((product, each) => product * each, 1);
}
