// @ts-check
/**
 * Builds all examples, as `npm run asbuild` does in each, in one process of the
 * compiler: all their targets, or those that are named.
 *
 *     node scripts/build-examples.js release
 */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** @typedef {typeof import("../cli/compile/build-targets.ts")} BuildTargets */

// As it is published: tsx would look through the compiler's code for seconds.
const compiled = new URL(
  "../dist/cli/compile/build-targets.js",
  import.meta.url,
);
/** @type {unknown} */
const module = await import(compiled.href);
const { buildTargets } = /** @type {BuildTargets} */ (module);

const named = process.argv.slice(2);
const targets = named.length > 0 ? named : undefined;
const examples = new URL("../examples/", import.meta.url);

for (const example of readdirSync(examples)) {
  try {
    await buildTargets(fileURLToPath(new URL(example, examples)), targets);
  } catch (error) {
    console.error(
      `examples/${example}: ${/** @type {Error} */ (error).message}`,
    );
    process.exitCode = 1;
  }
}
