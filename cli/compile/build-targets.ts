import { join } from "node:path";
import type { Transform } from "assemblyscript/transform";
import { CliError } from "../cli-error.ts";
import { checkModule } from "./check-module.ts";
import { readTargets, type Target } from "./read-targets.ts";
import { rootIdReader } from "./root-ids.ts";
import { withBaselineWasm } from "./with-baseline-wasm.ts";
import {
  writeRuntimeConfigs,
  type BuiltModule,
} from "./write-runtime-configs.ts";

/**
 * Compiles the filter in a folder for some of the targets of its asconfig.json,
 * or for all, in one process: the compiler is loaded once.
 *
 * The compiler prints its own findings. Once all are built, there is a
 * `runtime-config.json` with the root ids and the ABI beside them. Throws a {@link CliError} for
 * the first target that fails or that Envoy would refuse, and leaves those
 * behind it alone.
 *
 *     await buildTargets(process.cwd(), ["release"]);
 */
export async function buildTargets(
  folder: string,
  wanted?: string[],
): Promise<void> {
  const targets = await readTargets(join(folder, "asconfig.json"));
  const names = targets.map(({ name }) => name);
  const unknown = wanted?.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new CliError(
      `Cannot build ${unknown}: asconfig.json has ${names.join(", ")}.`,
    );
  }
  const built: BuiltModule[] = [];
  for (const target of targets) {
    if (wanted === undefined || wanted.includes(target.name)) {
      built.push(...(await buildTarget(folder, target)));
    }
  }
  await writeRuntimeConfigs(built);
}

/** The module of a target; none where the target writes none. */
async function buildTarget(
  folder: string,
  { name, outFile }: Target,
): Promise<BuiltModule[]> {
  const { stdout, stderr } = process;
  const reader = rootIdReader();
  const { error } = await withBaselineWasm(async () => {
    // Loaded late: help and bad input should not wait for the compiler.
    const { default: asc } = await import("assemblyscript/asc");
    return asc.main(["--baseDir", folder, "--target", name], {
      stdout,
      stderr,
      // asc calls those of a transform's functions that are there.
      transforms: [reader as unknown as Transform],
    });
  });
  if (error) {
    throw new CliError(`Cannot build ${name}: see the findings above.`, {
      cause: error,
    });
  }
  if (outFile === undefined) return [];
  const file = join(folder, outFile);
  const { abiVersion } = await checkModule(file);
  return [{ file, abiVersion, rootIds: reader.rootIds }];
}
