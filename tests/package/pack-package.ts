import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { projectRoot } from "../../cli/envoy/project-root.ts";

const run = promisify(execFile);

/** Packs a copy of this package, as it is published, into a folder; returns the file. */
export async function packPackage(
  folder: string,
  cwd = projectRoot(),
): Promise<string> {
  const args = ["pack", "--json", "--pack-destination", folder];
  const { stdout } = await run("npm", args, { cwd });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  return join(folder, filename);
}
