import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { compilerVersion, contractError } from "../contract/broken.js";

/**
 * @typedef {import("assemblyscript").Program} Program
 *
 * @typedef {object} Package What is used of it.
 * @property {Function} Program
 * @property {{ prototype: import("assemblyscript").Compiler }} Compiler
 * @property {Record<string, number>} NodeKind
 * @property {Record<string, number>} Token
 */

/** The compiler's own file, which asc loads. */
const FILE = "assemblyscript/dist/assemblyscript.js";

/**
 * Returns the compiler that has made a program: this package may see another copy of it
 * than the one that runs. Undefined where it cannot be found.
 *
 * @param {Program} program
 * @param {string} baseDir The folder of the project.
 * @returns {Promise<Package | undefined>}
 */
export async function compilerOf(program, baseDir) {
  const places = [
    import.meta.filename,
    join(baseDir, "package.json"),
    process.argv[1],
  ];
  for (const place of places) {
    const found = await load(place);
    if (found && program instanceof found.Program) return found;
  }
  return undefined;
}

/**
 * Says that the compiler was not found.
 *
 * @param {Program} program
 */
export function notFound(program) {
  return contractError(
    `proxy-wasm-as cannot build with assemblyscript ${compilerVersion(program)}, which is not the one installed beside it: install one assemblyscript in the project.`,
  );
}

/** @param {string | undefined} place */
async function load(place) {
  try {
    const file = createRequire(place ?? "").resolve(FILE);
    /** @type {unknown} */
    const found = await import(pathToFileURL(file).href);
    return /** @type {Package} */ (found);
  } catch {
    return undefined;
  }
}
