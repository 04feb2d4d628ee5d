import { join } from "node:path";
import { CliError } from "../cli-error.ts";
import { readTargets } from "./read-targets.ts";

/**
 * Compiles the filter in a folder for some of the targets of its asconfig.json,
 * or for all, in one process: the compiler is loaded once.
 *
 * The compiler prints its own findings. Throws a {@link CliError} for the first
 * target that fails, and leaves those behind it alone.
 *
 *     await buildTargets(process.cwd(), ["release"]);
 */
export async function buildTargets(
  folder: string,
  wanted?: string[],
): Promise<void> {
  const targets = await readTargets(join(folder, "asconfig.json"));
  const unknown = wanted?.find((name) => !targets.includes(name));
  if (unknown !== undefined) {
    throw new CliError(
      `Cannot build ${unknown}: asconfig.json has ${targets.join(", ")}.`,
    );
  }
  // Loaded late: help and bad input should not wait for the compiler.
  const { default: asc } = await import("assemblyscript/asc");
  const { stdout, stderr } = process;
  for (const target of wanted ?? targets) {
    const { error } = await asc.main(
      ["--baseDir", folder, "--target", target],
      { stdout, stderr },
    );
    if (error) {
      throw new CliError(`Cannot build ${target}: see the findings above.`, {
        cause: error,
      });
    }
  }
}
