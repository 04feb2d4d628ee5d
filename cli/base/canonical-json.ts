/**
 * Writes a value as JSON that does not depend on the order of its keys.
 *
 *     canonicalJson({ b: 1, a: [] }); // '{"a":[],"b":1}'
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
}
