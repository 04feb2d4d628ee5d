// @ts-check
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/**
 * Packs a package, given its root folder, into a folder as for publishing; returns the file.
 *
 * @param {string} folder
 * @param {string} root
 * @returns {Promise<string>}
 */
export async function packInto(folder, root) {
  const args = ["pack", "--json", "--pack-destination", folder];
  const { stdout } = await run("npm", args, { cwd: root });
  const [{ filename }] = /** @type {[{ filename: string }]} */ (
    JSON.parse(stdout)
  );
  return join(folder, filename);
}
