import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { projectRoot } from "../../cli/envoy/project-root.ts";

const run = promisify(execFile);

/** Packs this package into a folder, as it is published, and returns the file. */
export async function packPackage(folder: string): Promise<string> {
  const args = ["pack", "--json", "--pack-destination", folder];
  const { stdout } = await run("npm", args, { cwd: projectRoot() });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  return join(folder, filename);
}
