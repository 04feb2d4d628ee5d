/**
 * Compiles the project in the working directory without writing anything, and prints
 * what the compiler says, as JSON: for each file, by its path in the project, a list.
 * A process of its own, as a rule of ESLint cannot wait.
 */
import { readFileSync } from "node:fs";
import { main } from "assemblyscript/asc";
import { isShown } from "./diagnostic.js";

/** @typedef {import("./diagnostic.js").Diagnostic} Diagnostic */

/** @type {Record<string, Diagnostic[]>} */
const files = {};

/** @type {unknown} */
const configuration = JSON.parse(readFileSync("asconfig.json", "utf8"));
const { targets = {} } = /** @type {{ targets?: object }} */ (configuration);
const names = Object.keys(targets);
const target = names.includes("debug") ? "debug" : names[0];
const sink = { write: () => true };

const args = target === undefined ? [] : ["--target", target];
await main(["--noEmit", ...args], {
  stdout: sink,
  stderr: sink,
  writeFile: () => {},
  reportDiagnostic(each) {
    const { code, message, range } = each;
    if (!isShown(each) || !range) return;
    const own = (files[range.source.normalizedPath] ??= []);
    own.push({ code, message, start: range.start, end: range.end });
  },
});
process.stdout.write(JSON.stringify(files));
