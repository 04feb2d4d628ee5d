import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { compilerVersion, contractError } from "../contract/broken.js";

/**
 * @typedef {import("assemblyscript").Program} Program
 * @typedef {typeof import("assemblyscript")} Package
 */

/** The compiler's own file, which asc loads. */
const FILE = "assemblyscript/dist/assemblyscript.js";

/**
 * Returns the compiler that has made a program: this package may see another copy of it
 * than the one that runs.
 *
 * @param {Program} program
 * @param {string} baseDir The folder of the project.
 * @returns {Promise<Package>}
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
  throw contractError(
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
