import {
  newPairs,
  pairCount,
  pairName,
  pairValue,
  pushPair,
} from "./spec-host";

/** Hands pairs of a name and a value to the host; returns its number for them. */
export function pairsOf(pairs: string[][]): i32 {
  const list = newPairs();
  for (let i = 0; i < pairs.length; i++) {
    pushPair(list, pairs[i][0], pairs[i][1]);
  }
  return list;
}

/** Returns the first value of a name in a list of the host, or `null`. */
export function firstOf(list: i32, name: string): string | null {
  const values = valuesOf(list, name);
  return values.length == 0 ? null : values[0];
}

/** Returns all values of a name, whatever its case, in their order. */
export function valuesOf(list: i32, name: string): string[] {
  const wanted = name.toLowerCase();
  const values: string[] = [];
  for (let i = 0; i < pairCount(list); i++) {
    if (pairName(list, i) == wanted) values.push(valueAt(list, i));
  }
  return values;
}

/** Returns all pairs in their order, as `name: value`. */
export function linesOf(list: i32): string[] {
  const lines: string[] = [];
  for (let i = 0; i < pairCount(list); i++) {
    lines.push(pairName(list, i) + ": " + valueAt(list, i));
  }
  return lines;
}

function valueAt(list: i32, at: i32): string {
  return String.UTF8.decode(pairValue(list, at));
}
