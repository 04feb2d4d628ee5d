import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

/**
 * @typedef {import("./diagnostic.js").Diagnostic} Diagnostic
 *
 * @typedef {object} Compilation
 * @property {string} state Of the sources that were compiled.
 * @property {Record<string, Diagnostic[]>} files
 */

const PROGRAM = join(import.meta.dirname, "compile-project.js");

/** A compilation that takes longer is given up. */
const LONGEST_MS = 60_000;

/** @type {Map<string, Compilation>} The last of each project. */
const compilations = new Map();

/**
 * Returns what the compiler says about a file as it is on disk, or undefined where it
 * does not compile it: outside of a project, and where the compiler itself fails.
 *
 * @param {string} path
 * @returns {Diagnostic[] | undefined}
 */
export function compileErrors(path) {
  const project = projectOf(dirname(path));
  if (project === undefined) return undefined;
  const state = stateOf(project);
  let last = compilations.get(project);
  if (last?.state !== state) {
    last = { state, files: compile(project) };
    compilations.set(project, last);
  }
  return last.files[relative(project, path).replaceAll(sep, "/")];
}

/**
 * Returns the nearest folder above that has an asconfig.json.
 *
 * @param {string} folder
 * @returns {string | undefined}
 */
function projectOf(folder) {
  if (existsSync(join(folder, "asconfig.json"))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : projectOf(parent);
}

/**
 * Returns when each source of a project was written, and its configuration.
 *
 * @param {string} project
 */
function stateOf(project) {
  const folders = new Set(["."]);
  for (const entry of entriesOf(project)) folders.add(dirname(entry));
  const files = [...folders].flatMap((folder) =>
    readdirSync(join(project, folder), { recursive: folder !== "." })
      .map((file) => join(project, folder, String(file)))
      .filter((file) => /(\.ts|asconfig\.json|package\.json)$/.test(file)),
  );
  return files.map((file) => `${file} ${statSync(file).mtimeMs}`).join("\n");
}

/**
 * @param {string} project
 * @returns {string[]}
 */
function entriesOf(project) {
  try {
    /** @type {unknown} */
    const configuration = JSON.parse(
      readFileSync(join(project, "asconfig.json"), "utf8"),
    );
    const { entries } = /** @type {{ entries?: string[] }} */ (configuration);
    return entries ?? [];
  } catch {
    return [];
  }
}

/**
 * @param {string} project
 * @returns {Record<string, Diagnostic[]>}
 */
function compile(project) {
  const { status, stdout } = spawnSync(process.execPath, [PROGRAM], {
    cwd: project,
    encoding: "utf8",
    timeout: LONGEST_MS,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) return {};
  /** @type {unknown} */
  const files = JSON.parse(stdout);
  return /** @type {Record<string, Diagnostic[]>} */ (files);
}
