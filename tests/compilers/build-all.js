// @ts-check
/**
 * Builds projects in one process of an installed compiler, whose first module takes as long
 * as five later ones. Prints what failed as JSON: a text by project and target.
 *
 *     node build-all.js node_modules/assemblyscript add-header fan-out
 */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [compiler, ...projects] = process.argv.slice(2);

/** @typedef {typeof import("assemblyscript/asc")} Asc */

/** @type {unknown} */
const loaded = await import(
  pathToFileURL(resolve(compiler, "dist/asc.js")).href
);
const asc = /** @type {Asc} */ (loaded);

/** @type {Record<string, string>} */
const failures = {};
for (const project of projects) {
  for (const target of ["release", "debug"]) {
    const { error, stderr } = await asc.main([
      ...["--baseDir", resolve(project), "--target", target],
      "--noColors",
    ]);
    if (error) failures[`${project} ${target}`] = stderr.toString();
  }
}
process.stdout.write(JSON.stringify(failures));
