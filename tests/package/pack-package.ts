import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { packageRoot } from "../../cli/base/package-root.ts";

const run = promisify(execFile);

/** Packs this package into a folder, as for publishing; returns the file. */
export async function packPackage(
  folder: string,
  cwd = packageRoot(),
): Promise<string> {
  const args = ["pack", "--json", "--pack-destination", folder];
  const { stdout } = await run("npm", args, { cwd });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  return join(folder, filename);
}
