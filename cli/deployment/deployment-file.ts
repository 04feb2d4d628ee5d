import { existsSync } from "node:fs";
import { join } from "node:path";

/** The file in a project that says how its filter is run and deployed. */
const DEPLOYMENT_FILE = "deployment.yaml";

/**
 * The description that a command reads: the file that was given, else the folder's
 * `deployment.yaml`, if it has one.
 *
 *     deploymentFile(undefined, process.cwd()); // "/app/deployment.yaml"
 */
export function deploymentFile(
  given: string | undefined,
  folder: string,
): string | undefined {
  if (given !== undefined) return given;
  return existsSync(join(folder, DEPLOYMENT_FILE))
    ? relativeTo(folder)
    : undefined;
}

/** As sentences name it: without the folder if that is the current one. */
function relativeTo(folder: string): string {
  return folder === process.cwd()
    ? DEPLOYMENT_FILE
    : join(folder, DEPLOYMENT_FILE);
}
