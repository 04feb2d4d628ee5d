// @ts-check
/**
 * Builds all examples in one compiler process, as `npm run build` does in each: all
 * their targets, or only the named ones.
 *
 *     node scripts/build-examples.js release
 */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** @typedef {typeof import("../cli/compile/build-targets.ts")} BuildTargets */

// The published form, since tsx would take seconds to read the compiler's code.
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
