import { dirname, join } from "node:path";
import type { Transform } from "assemblyscript/transform";
import { CliError } from "../base/cli-error.ts";
import { writeSchemas } from "../config/schema-files.ts";
import { checkModule } from "./check-module.ts";
import { configurationReader } from "../config/configuration-reader.ts";
import { metricTagReader, writeMetricTags } from "./metric-tags.ts";
import { readTargets, requireEntries, type Target } from "./read-targets.ts";
import { rootIdReader } from "./root-ids.ts";
import { withBaselineWasm } from "./with-baseline-wasm.ts";
import {
  writeRuntimeConfigs,
  type BuiltModule,
} from "./write-runtime-configs.ts";

/** The file that says how a project is compiled. */
const ASCONFIG = "asconfig.json";

/** A target and the file that defines it. */
interface ConfiguredTarget extends Target {
  /** The file's path in the project. */
  config: string;
}

/**
 * Compiles the filter in a folder for some or all of the targets in its asconfig.json,
 * in one process: the compiler is loaded once. A project of several modules has such a
 * file for each.
 *
 * The compiler prints its own errors. Once all targets are built, a
 * `runtime-config.json` with the root ids and the ABI is written next to them, what its
 * configuration may be, where that is a class, and the tags of its metrics. Throws a
 * {@link CliError} for the first target that fails or that Envoy would refuse, and does
 * not build the ones after it.
 *
 *     await buildTargets(process.cwd(), ["release"]);
 */
export async function buildTargets(
  folder: string,
  only?: string[],
  configs: string[] = [ASCONFIG],
): Promise<void> {
  const all: ConfiguredTarget[] = [];
  for (const config of configs) {
    const targets = await readTargets(join(folder, config));
    const names = targets.map(({ name }) => name);
    const unknown = only?.find((name) => !names.includes(name));
    if (unknown !== undefined) {
      throw new CliError(
        `Cannot build ${unknown}: ${config} has ${names.join(", ")}.`,
      );
    }
    await requireEntries(join(folder, config));
    all.push(...targets.map((target) => ({ ...target, config })));
  }
  const targets = all.filter(({ name }) => only?.includes(name) ?? true);
  requireFolders(targets);
  const built: BuiltModule[] = [];
  for (const target of targets) {
    built.push(...(await buildTarget(folder, target)));
  }
  await writeRuntimeConfigs(built);
}

/** A folder's `runtime-config.json` describes only one module. */
function requireFolders(targets: ConfiguredTarget[]): void {
  const owners = new Map<string, string>();
  for (const { config, outFile } of targets) {
    if (outFile === undefined) continue;
    const folder = join(dirname(config), dirname(outFile));
    const owner = owners.get(folder) ?? config;
    owners.set(folder, owner);
    if (owner === config) continue;
    throw new CliError(
      `Cannot build ${owner} and ${config} into one folder, ${folder}, whose runtime-config.json describes only one module: give each module its own folder, as in "outFile": "build/NAME/release.wasm".`,
    );
  }
}

/** The module of a target, or an empty list if the target writes none. */
async function buildTarget(
  folder: string,
  { name, outFile, config }: ConfiguredTarget,
): Promise<BuiltModule[]> {
  const { stdout, stderr } = process;
  const reader = rootIdReader();
  const configurations = configurationReader();
  const metrics = metricTagReader();
  const compiled = withBaselineWasm(async () => {
    // Loaded late, so that help and bad input do not wait for the compiler.
    const { default: asc } = await import("assemblyscript/asc");
    return asc.main(
      [...["--baseDir", folder, "--config", config, "--target", name]],
      {
        stdout,
        stderr,
        // asc calls only the functions that a transform has.
        transforms: [reader, configurations, metrics] as unknown as Transform[],
      },
    );
  });
  const { error } = await compiled.catch((cause: Error) => {
    // asc throws for options that it cannot use.
    throw new CliError(`Cannot build ${name}: ${cause.message}.`, { cause });
  });
  if (error) {
    throw new CliError(`Cannot build ${name}: see the errors above.`, {
      cause: error,
    });
  }
  if (outFile === undefined) return [];
  const file = join(folder, dirname(config), outFile);
  const { abiVersion } = await checkModule(file);
  await writeSchemas(file, configurations.configurations());
  await writeMetricTags(file, metrics.tags());
  return [{ file, abiVersion, rootIds: reader.rootIds }];
}
