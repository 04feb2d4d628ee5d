import { isDeepStrictEqual } from "node:util";
import type { JsonModule } from "./json-module.ts";

const DECODER = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Returns how a module and `JSON.parse` differ about a document; undefined if not. */
export function differenceOf(
  json: JsonModule,
  document: Uint8Array,
): string | undefined {
  const expected = parsed(document);
  const isJson = json.check(document);
  if (isJson !== (expected !== undefined)) return `check gives ${isJson}`;
  if (expected === undefined) {
    const isTaken =
      json.walk(document) ?? json.tree(document) ?? json.pick(document);
    return isTaken === undefined ? undefined : `it becomes ${isTaken}`;
  }
  // A reader that finds a fault by blocks looks byte by byte whether there is one.
  const end = json.blocks(document) ?? trimmed(document);
  if (end !== trimmed(document)) return `its blocks end at ${end}`;
  const { value } = expected;
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  if (first !== undefined) {
    const picked = json.pick(document);
    const difference = valueDifference("pick", picked, finite(first));
    if (difference !== undefined) return difference;
  }
  return (
    valueDifference("walk", json.walk(document), expected.value) ??
    valueDifference("tree", json.tree(document), finite(expected.value))
  );
}

function valueDifference(
  name: string,
  written: string | undefined,
  expected: unknown,
): string | undefined {
  if (written === undefined) return `${name} takes it for no JSON`;
  const found: unknown = JSON.parse(written);
  return isDeepStrictEqual(withoutSigns(found), withoutSigns(expected))
    ? undefined
    : `${name} gives ${written}`;
}

/** How long a document is without the white space at its end. */
function trimmed(document: Uint8Array): number {
  return Buffer.from(document).toString("latin1").trimEnd().length;
}

/** What a document means; undefined where it is not UTF-8, or not JSON. */
export function parsed(document: Uint8Array): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(DECODER.decode(document)) };
  } catch {
    return undefined;
  }
}

/** A value with `null` for numbers that JSON cannot write. */
function finite(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** A value without the signs of zeros, which JSON.stringify does not write. */
export function withoutSigns(value: unknown): unknown {
  if (value === 0) return 0;
  if (Array.isArray(value)) return value.map(withoutSigns);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, withoutSigns(each)]),
  );
}
