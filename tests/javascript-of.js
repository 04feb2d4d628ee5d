// @ts-check
/** What the files of TypeScript of a run are in JavaScript, as its processes share it. */
import { createHash, randomUUID } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * The JavaScript of a file that a process of this run has asked for before, or null.
 *
 * @param {string} folder that of the run
 * @param {string} path
 * @param {string} text
 * @returns {Promise<string | null>}
 */
export async function keptJavaScript(folder, path, text) {
  const file = fileOf(folder, path, text);
  return readFile(file, "utf8").catch(() => null);
}

/**
 * Writes the JavaScript of a file into the folder of the run, and returns it.
 *
 * @param {string} folder
 * @param {string} path
 * @returns {Promise<string>}
 */
export async function makeJavaScript(folder, path) {
  const text = await readFile(path, "utf8");
  const { default: ts } = await import("typescript");
  const { outputText } = ts.transpileModule(text, {
    fileName: path,
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      inlineSourceMap: true,
    },
  });
  const file = fileOf(folder, path, text);
  // Another process may read it meanwhile.
  const partial = `${file}.${randomUUID()}`;
  await writeFile(partial, outputText);
  await rename(partial, file);
  return outputText;
}

/**
 * @param {string} folder
 * @param {string} path
 * @param {string} text
 */
function fileOf(folder, path, text) {
  const digest = createHash("sha1").update(path).update("\0").update(text);
  return join(folder, `${digest.digest("hex")}.js`);
}
