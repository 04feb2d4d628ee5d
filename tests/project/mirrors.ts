/**
 * Returns what is wrong with the tests that mirror sources, a line for each.
 * `assembly/abi/x.ts` has `tests/unit/abi/x.spec.ts`, `cli/envoy/x.ts` has
 * `tests/cli/envoy/x.test.ts`; a test of a part of it is `x-part.spec.ts`.
 * `reasons` maps sources that need no test to why.
 */
export function mirrorFindings(
  paths: string[],
  reasons: Record<string, string> = {},
): string[] {
  const stems = new Map(
    paths.flatMap((path) => {
      const stem = testStem(path);
      return stem === undefined ? [] : [[stem, path] as const];
    }),
  );
  const mirrored = new Set(paths.map((path) => stems.get(stemOf(path, stems))));
  return [...stems.values()].flatMap((path) => {
    if (mirrored.has(path) !== path in reasons) return [];
    return path in reasons
      ? [`${path} is excused, and has a test`]
      : [`${path} has no test that mirrors it`];
  });
}

/** Returns the path of a source's test without its ending. */
function testStem(path: string): string | undefined {
  const [, folder, rest] = /^(assembly|cli)\/(.+)\.ts$/.exec(path) ?? [];
  if (folder === undefined || /(^|\/)index$|\.d$/.test(rest)) return undefined;
  return folder === "cli" ? `tests/cli/${rest}` : `tests/unit/${rest}`;
}

/** Returns the longest of the stems that a test's name begins with, or "". */
function stemOf(path: string, stems: Map<string, string>): string {
  const [, test] = /^(.+)\.(?:spec|test)\.ts$/.exec(path) ?? [];
  let stem = test ?? "";
  while (stem !== "" && !stems.has(stem)) {
    stem = stem.slice(0, Math.max(stem.lastIndexOf("-"), 0));
  }
  return stem;
}
