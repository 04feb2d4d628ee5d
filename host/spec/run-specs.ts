import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const CONFIG = "as-pect.config.js";
const ASCONFIG = "as-pect.asconfig.json";

/**
 * Runs the specs of the project in the working folder with as-pect, which must be
 * installed there. A configuration file that the project lacks is replaced by the one
 * of this package. `args` are those of as-pect's command; if a test fails, as-pect ends
 * the process with 1.
 *
 *     await runSpecs(["--verbose"]);
 */
export async function runSpecs(args: readonly string[] = []): Promise<void> {
  const { asp } = await loadAspect();
  const folder = process.cwd();
  const own = (file: string) => existsSync(join(folder, file));
  // as-pect always resolves this path from the working folder, but not the other one.
  const config = own(CONFIG)
    ? CONFIG
    : relative(folder, ours("default-config"));
  const asconfig = own(ASCONFIG) ? ASCONFIG : ours(ASCONFIG);
  await asp([
    "node",
    "asp",
    "--config",
    config,
    "--as-config",
    asconfig,
    ...args,
  ]);
}

async function loadAspect() {
  try {
    return await import("@as-pect/cli");
  } catch (cause) {
    throw new Error(
      "Cannot run the specs: @as-pect/cli is not installed. Add it to the devDependencies.",
      { cause },
    );
  }
}

function ours(name: string): string {
  return fileURLToPath(import.meta.resolve(`proxy-wasm-as/testing/${name}`));
}
