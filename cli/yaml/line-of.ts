import {
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseAllDocuments,
  type Scalar,
} from "yaml";

/** A place in a text; both count from 1. */
export interface Position {
  line: number;
  column: number;
}

/** What of a value a place is asked for. */
export interface PlaceOptions {
  /** Its key, and not the value. */
  ofKey?: boolean;
  /** A value within it, which is a text of JSON: the path, or how far into the text. */
  inText?: readonly (string | number)[] | number;
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
 * key with `ofKey`; undefined where it has none. With `inText`, that of what is in a text
 * of JSON; where escapes hide its place, that of the text.
 *
 *     positionOf("a: 1\nb: { c: 2 }", ["b", "c"]); // { line: 2, column: 9 }
 *     positionOf("a: '[1, 2]'", ["a"], { inText: [1] }); // { line: 1, column: 9 }
 */
export function positionOf(
  text: string,
  path: readonly (string | number)[],
  { ofKey = false, inText }: PlaceOptions = {},
): Position | undefined {
  const lineCounter = new LineCounter();
  const [document] = [...parseAllDocuments(text, { lineCounter })];
  const node = document && document.getIn(path, true);
  const isWithin = inText !== undefined && isScalar(node);
  const key =
    ofKey && !isWithin
      ? keyNode(document?.getIn(path.slice(0, -1), true), path.at(-1))
      : undefined;
  const found = key ?? node;
  if (!isNode(found) || !found.range) return undefined;
  const inner = isWithin ? placeIn(node, text, inText, ofKey) : undefined;
  const { line, col } = lineCounter.linePos(inner ?? found.range[0]);
  return { line, column: col };
}

/** Where what is within a text of JSON is in the YAML that has the text. */
function placeIn(
  { range, source, type }: Scalar,
  text: string,
  inText: readonly (string | number)[] | number,
  ofKey: boolean,
): number | undefined {
  if (!range || source === undefined) return undefined;
  const place =
    typeof inText === "number"
      ? placeAt(source, inText)
      : positionOf(source, inText, { ofKey });
  if (!place) return undefined;
  const { line, column } = place;
  const written = text.slice(range[0], range[1]);
  if (type !== "BLOCK_LITERAL") {
    const from = written.indexOf(source);
    if (from < 0) return undefined;
    return range[0] + from + offsetOf(source, line) + column - 1;
  }
  // Each line is there as it is, behind some white space; the first one is the header.
  const from = offsetOf(written, line + 1);
  const whole = written.slice(from).split("\n", 1)[0];
  const own = source.slice(offsetOf(source, line)).split("\n", 1)[0];
  const indent = whole.replace(/\r$/, "").length - own.length;
  return range[0] + from + indent + column - 1;
}

function placeAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

/** How far into a text a line begins; the first one is 1. */
function offsetOf(text: string, line: number): number {
  let at = 0;
  for (let left = line; left > 1; left--) at = text.indexOf("\n", at) + 1;
  return at;
}

function keyNode(owner: unknown, key: string | number | undefined): unknown {
  if (!isMap(owner)) return undefined;
  return owner.items.find(
    (pair) =>
      String(isNode(pair.key) ? pair.key.toJSON() : pair.key) === String(key),
  )?.key;
}
