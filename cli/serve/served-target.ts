import { dirname, join, resolve } from "node:path";
import { readTargets, requireEntries } from "../compile/read-targets.ts";

/** The file that says how a project is compiled. */
export const ASCONFIG = "asconfig.json";

/** A target of the compiler and its module. */
export interface ServedTarget {
  name: string;
  module: string;
}

/**
 * The target of a project that `serve` compiles: the one that writes a given module,
 * or `debug`, whose backtraces name source lines, or else the first.
 *
 * Throws a CliError for a folder without a filter.
 *
 *     await servedTarget(process.cwd()); // { name: "debug", module: "/…/debug.wasm" }
 */
export async function servedTarget(
  folder: string,
  module?: string,
): Promise<ServedTarget> {
  const config = join(folder, ASCONFIG);
  const targets = (await readTargets(config)).flatMap(({ name, outFile }) =>
    outFile === undefined
      ? []
      : [{ name, module: join(dirname(config), outFile) }],
  );
  await requireEntries(config);
  const wanted = module === undefined ? undefined : resolve(folder, module);
  const found =
    wanted === undefined
      ? (targets.find(({ name }) => name === "debug") ?? targets[0])
      : targets.find((target) => target.module === wanted);
  return found ?? { name: "release", module: resolve(folder, RELEASE) };
}

const RELEASE = "build/release.wasm";
