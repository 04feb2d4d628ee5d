import { isMap, isScalar, isSeq, parseDocument } from "yaml";

type Path = (string | number)[];

/**
 * Returns the paths of the keys that a text of JSON has twice in one object. `JSON.parse`
 * keeps the last value, and a filter refuses them.
 *
 *     repeatedKeys('{"a":{"b":1,"b":2}}'); // [["a", "b"]]
 */
export function repeatedKeys(text: string): Path[] {
  return within(parseDocument(text, { uniqueKeys: false }).contents, []);
}

function within(node: unknown, path: Path): Path[] {
  if (isSeq(node)) {
    return node.items.flatMap((item, index) => within(item, [...path, index]));
  }
  if (!isMap(node)) return [];
  const known = new Set<string>();
  return node.items.flatMap(({ key, value }) => {
    const name = isScalar(key) ? String(key.value) : "";
    const own = [...path, name];
    const isRepeated = known.has(name);
    known.add(name);
    return [...(isRepeated ? [own] : []), ...within(value, own)];
  });
}
