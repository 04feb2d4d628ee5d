import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** A module that was built, and what other tools need to know about it. */
export interface BuiltModule {
  file: string;
  abiVersion: string | undefined;
  rootIds: string[];
}

/**
 * Writes what tools of wasme's time read about modules: one file for each folder with
 * modules, which describes the last of them.
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
