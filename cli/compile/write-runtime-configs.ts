import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** A module that was built, and what others want to know of it. */
export interface BuiltModule {
  file: string;
  abiVersion: string | undefined;
  rootIds: string[];
}

/**
 * Writes what tools of wasme's time read about modules, once into each folder that
 * has some: what is true of the last.
 *
 *     await writeRuntimeConfigs([
 *       { file: "build/release.wasm", abiVersion: "0.2.1", rootIds: ["a"] },
 *     ]);
 */
export async function writeRuntimeConfigs(
  modules: BuiltModule[],
): Promise<void> {
  const last = new Map(modules.map((module) => [dirname(module.file), module]));
  for (const [folder, { abiVersion, rootIds }] of last) {
    const config = {
      type: "envoy_proxy",
      abiVersions: abiVersion === undefined ? [] : [`v${abiVersion}`],
      config: { rootIds },
    };
    const file = join(folder, "runtime-config.json");
    await writeFile(file, `${JSON.stringify(config, null, 2)}\n`);
  }
}
