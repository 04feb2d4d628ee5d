/**
 * The files that are the same in every example, as `examples/blank` has them: each
 * example is a whole project to copy, so each needs its own. Only the package's name
 * differs, and the scripts of an example that has services to call.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../cli/base/package-root.ts";

/** The example that the others take these files from. */
const TEMPLATE = "blank";

/** What an example's filter calls, for its scripts that serve. */
const SERVICES = "services.js";

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
      const own = text.replace(`"name": "${TEMPLATE}"`, `"name": "${name}"`);
      const hasServices = existsSync(join(examples, name, SERVICES));
      files.set(
        `examples/${name}/${file}`,
        hasServices ? withServices(own) : own,
      );
    }
  }
  return files;
}

function withServices(text: string): string {
  return text.replace(
    /("proxy-wasm (?:serve|run))"/g,
    `$1 --services ${SERVICES}"`,
  );
}
