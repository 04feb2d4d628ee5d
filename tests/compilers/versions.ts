import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../../scripts/project/project-files.ts";

const run = promisify(execFile);

const { devDependencies, peerDependencies } = JSON.parse(
  readFileSync(join(ROOT, "package.json"), "utf8"),
) as Record<"devDependencies" | "peerDependencies", { assemblyscript: string }>;

/** The release of the compiler that this repository builds and tests with. */
export const PINNED = devDependencies.assemblyscript;

/** The oldest release that package.json lets a filter build with, as `^0.28.17`. */
export const OLDEST = peerDependencies.assemblyscript.replace("^", "");

/** Returns the releases of the compiler's minor that the registry has, the oldest first. */
export async function releases(): Promise<string[]> {
  const { stdout } = await run("npm", [
    ...["view", "assemblyscript", "versions", "--json"],
  ]);
  const minor = OLDEST.slice(0, OLDEST.lastIndexOf(".") + 1);
  return (JSON.parse(stdout) as string[])
    .filter((each) => each.startsWith(minor) && /^[\d.]+$/.test(each))
    .toSorted((one, other) => patchOf(one) - patchOf(other));
}

/** Returns the last number of a version. */
export function patchOf(version: string): number {
  return Number(version.slice(version.lastIndexOf(".") + 1));
}
