import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const CONFIG = "as-pect.config.js";
const ASCONFIG = "as-pect.asconfig.json";

/**
 * Runs the specs of the project in the working folder by as-pect, which the
 * project has to have installed. A configuration that the project lacks is the
 * one that filters need. `args` are those of as-pect's own command; it ends the
 * process with 1 where a test fails.
 *
 *     await runSpecs(["--verbose"]);
 */
export async function runSpecs(args: readonly string[] = []): Promise<void> {
  const { asp } = await loadAspect();
  const folder = process.cwd();
  const own = (file: string) => existsSync(join(folder, file));
  // as-pect takes the path of this one as relative, and of the other as it is.
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
      "Cannot run the specs: @as-pect/cli is not installed; add it to the devDependencies.",
      { cause },
    );
  }
}

function ours(name: string): string {
  return fileURLToPath(import.meta.resolve(`proxy-wasm-as/testing/${name}`));
}
