import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT } from "../../scripts/project/project-files.ts";

/** The names that a module re-exports. */
function exportsOf(file: string): string[] {
  const source = readFileSync(join(ROOT, file), "utf8");
  return [...source.matchAll(/export \{([^}]*)\}/g)]
    .flatMap(([, names]) => names.split(","))
    .map((name) => name.trim())
    .filter((name) => name !== "")
    .toSorted();
}

test("index.ts has every name that assembly/index.ts has", () => {
  assert.deepEqual(exportsOf("index.ts"), exportsOf("assembly/index.ts"));
});
