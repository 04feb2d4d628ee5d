import { isMap, isNode, LineCounter, parseAllDocuments } from "yaml";

/** A place in a text; both count from 1. */
export interface Position {
  line: number;
  column: number;
}

/**
 * The line, from 1 on, on which the first document of a YAML text has a value;
 * undefined where it has none.
 *
 *     lineOf("a: 1\nb: { c: 2 }", ["b", "c"]); // 2
 */
export function lineOf(
  text: string,
  path: readonly (string | number)[],
): number | undefined {
  return positionOf(text, path)?.line;
}

/**
 * The line and the column at which the first document of a YAML text has a value, or its
 * key with `ofKey`; undefined where it has none.
 *
 *     positionOf("a: 1\nb: { c: 2 }", ["b", "c"]); // { line: 2, column: 9 }
 */
export function positionOf(
  text: string,
  path: readonly (string | number)[],
  { ofKey = false } = {},
): Position | undefined {
  const lineCounter = new LineCounter();
  const [document] = [...parseAllDocuments(text, { lineCounter })];
  const node = document && document.getIn(path, true);
  const key = ofKey
    ? keyNode(document?.getIn(path.slice(0, -1), true), path.at(-1))
    : undefined;
  const found = key ?? node;
  if (!isNode(found) || !found.range) return undefined;
  const { line, col } = lineCounter.linePos(found.range[0]);
  return { line, column: col };
}

function keyNode(owner: unknown, key: string | number | undefined): unknown {
  if (!isMap(owner)) return undefined;
  return owner.items.find(
    (pair) =>
      String(isNode(pair.key) ? pair.key.toJSON() : pair.key) === String(key),
  )?.key;
}
