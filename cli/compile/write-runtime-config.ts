import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * Writes what tools of wasme's time read about a module, beside the module.
 *
 *     await writeRuntimeConfig("build/release.wasm", "0.2.1", ["add_header"]);
 */
export async function writeRuntimeConfig(
  module: string,
  abiVersion: string | undefined,
  rootIds: string[],
): Promise<void> {
  const config = {
    type: "envoy_proxy",
    abiVersions: abiVersion === undefined ? [] : [`v${abiVersion}`],
    config: { rootIds },
  };
  const file = join(dirname(module), "runtime-config.json");
  await writeFile(file, `${JSON.stringify(config, null, 2)}\n`);
}
