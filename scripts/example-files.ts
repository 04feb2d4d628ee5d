/**
 * The files that are the same in every example, as `examples/blank` has them: each
 * example is a whole project to copy, so each needs its own.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../cli/base/package-root.ts";

/** The example that the others take these files from. */
const TEMPLATE = "blank";

const SHARED = [
  "as-pect.asconfig.json",
  "as-pect.config.js",
  "asconfig.json",
  "assembly/tsconfig.json",
  "eslint.config.js",
  "package.json",
  "tests/tsconfig.json",
];

/** Returns the shared files of all examples, by their paths from the root. */
export function exampleFiles(): Map<string, string> {
  const examples = join(packageRoot(), "examples");
  const files = new Map<string, string>();
  for (const file of SHARED) {
    const text = readFileSync(join(examples, TEMPLATE, file), "utf8");
    for (const name of readdirSync(examples)) {
      // Only the package's name differs.
      const own = text.replace(`"name": "${TEMPLATE}"`, `"name": "${name}"`);
      files.set(`examples/${name}/${file}`, own);
    }
  }
  return files;
}
