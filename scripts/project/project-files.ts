import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../cli/base/package-root.ts";

/** The project's root folder. */
export const ROOT = packageRoot();

/**
 * The paths from the root of all project files: those that Git tracks, and new ones
 * that it does not ignore.
 *
 *     projectFiles().filter((path) => path.endsWith(".ts"));
 */
export function projectFiles(): string[] {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const output = execFileSync("git", args, { cwd: ROOT, encoding: "utf8" });
  const paths = output.split("\0").filter((path) => path !== "");
  return [...new Set(paths)]
    .filter((path) => existsSync(join(ROOT, path)))
    .sort();
}
