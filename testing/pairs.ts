/** Returns the first value of a name, or `null`; case does not matter. */
export function firstOf(pairs: string[][], name: string): string | null {
  const values = valuesOf(pairs, name);
  return values.length == 0 ? null : values[0];
}

/** Returns all values of a name in order; case does not matter. */
export function valuesOf(pairs: string[][], name: string): string[] {
  const wanted = name.toLowerCase();
  const values: string[] = [];
  for (let i = 0; i < pairs.length; i++) {
    if (pairs[i][0] == wanted) values.push(pairs[i][1]);
  }
  return values;
}

/** Returns the pairs in order, as `name: value`. */
export function linesOf(pairs: string[][]): string[] {
  const lines: string[] = [];
  for (let i = 0; i < pairs.length; i++) {
    lines.push(pairs[i][0] + ": " + pairs[i][1]);
  }
  return lines;
}
