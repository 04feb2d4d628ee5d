import { isNode, LineCounter, parseAllDocuments } from "yaml";

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
  const lineCounter = new LineCounter();
  const [document] = [...parseAllDocuments(text, { lineCounter })];
  const node = document && document.getIn(path, true);
  if (!isNode(node) || !node.range) return undefined;
  return lineCounter.linePos(node.range[0]).line;
}
