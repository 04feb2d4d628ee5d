// @ts-check
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Compiles the filter in a folder for some of the targets of its asconfig.json,
 * or for all, and returns the exit status. Stops at the first that fails.
 *
 * @param {string} folder
 * @param {string[]} [wanted]
 */
export async function build(folder, wanted) {
  const targets = await targetsOf(join(folder, "asconfig.json"));
  if (typeof targets === "string") return refuse(targets);
  const unknown = wanted?.find((name) => !targets.includes(name));
  if (unknown !== undefined) {
    return refuse(
      `Cannot build ${unknown}: asconfig.json has ${targets.join(", ")}.`,
    );
  }
  // Loaded late: help and bad input should not wait for the compiler.
  const { default: asc } = await import("assemblyscript/asc");
  for (const target of wanted ?? targets) {
    const { error } = await asc.main(
      ["--baseDir", folder, "--target", target],
      {
        stdout: process.stdout,
        stderr: process.stderr,
      },
    );
    if (error) return 1;
  }
  return 0;
}

/**
 * Returns the targets of an asconfig.json, or what is wrong with it.
 *
 * @param {string} file
 * @returns {Promise<string[] | string>}
 */
async function targetsOf(file) {
  let text;
  try {
    text = await readFile(file, "utf8");
  } catch {
    return `Cannot build: ${file} cannot be read; run this in the folder of a filter.`;
  }
  try {
    /** @type {unknown} */
    const config = JSON.parse(text);
    const targets = Object.keys(targetsIn(config));
    return targets.length > 0
      ? targets
      : `Cannot build: ${file} has no targets.`;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `Cannot build: ${file} is not JSON: ${reason}`;
  }
}

/**
 * @param {unknown} config
 * @returns {object}
 */
function targetsIn(config) {
  if (!(config instanceof Object) || !("targets" in config)) return {};
  return config.targets instanceof Object ? config.targets : {};
}

/** @param {string} message */
function refuse(message) {
  console.error(message);
  return 1;
}
