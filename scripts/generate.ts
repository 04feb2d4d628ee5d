/**
 * Writes what the project has more than once, or makes from a table: the accessors for
 * Envoy's attributes with their tests, and the files that all examples share.
 *
 *     npm run generate
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { packageRoot } from "../cli/base/package-root.ts";
import { exampleFiles } from "./example-files.ts";
import { generatePhrases } from "./generate-phrases.ts";
import { FOLDERS, generateProperties } from "./generate-properties.ts";
import { generateRefusals } from "./generate-refusals.ts";

const files = [
  ...(await generateProperties()),
  ...(await generatePhrases()),
  ...(await generateRefusals()),
  ...exampleFiles(),
];
for (const folder of FOLDERS) {
  rmSync(join(packageRoot(), folder), { recursive: true, force: true });
}
for (const [path, text] of files) {
  const file = join(packageRoot(), path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
