import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { CliError } from "../base/cli-error.ts";
import { abiVersionsOf, assertWasmModule } from "../oci/wasm-module.ts";
import type { PackInput } from "../oci/pack-image.ts";
import {
  parseRuntimeConfig,
  type RuntimeConfig,
} from "../oci/runtime-config.ts";
import { fileReason } from "../base/read-file-of.ts";
import type { PackOptions } from "./options.ts";

/**
 * Reads a file with a module and what describes the module, as the options of a
 * command say. Throws where the file is not a module.
 *
 *     const image = await packImage(await readPackInput("release.wasm", options));
 */
export async function readPackInput(
  file: string,
  options: PackOptions,
): Promise<PackInput> {
  const module = await readBytes(file);
  assertWasmModule(module, file);
  return {
    module,
    runtimeConfig: await runtimeConfigOf(file, module, options),
    variant: options.variant,
    ...(options.annotation && { annotations: options.annotation }),
  };
}

async function runtimeConfigOf(
  file: string,
  module: Uint8Array,
  { config, rootId = [] }: PackOptions,
): Promise<RuntimeConfig> {
  if (config !== undefined && rootId.length > 0) {
    throw new CliError(
      "Cannot pack with --config and --root-id: the root ids are in the file.",
      { exitStatus: 2 },
    );
  }
  if (config !== undefined) {
    return parseRuntimeConfig(await readBytes(config), config);
  }
  const abiVersions = await abiVersionsOf(module);
  const rootIds =
    rootId.length > 0 ? rootId : await rootIdsBeside(file, abiVersions);
  return { type: "envoy_proxy", abiVersions, config: { rootIds } };
}

/**
 * The root ids in the `runtime-config.json` that `proxy-wasm build` left beside a
 * module. There are none without such a file, or where it describes another ABI and thus
 * another module.
 */
async function rootIdsBeside(
  module: string,
  abiVersions: string[],
): Promise<string[]> {
  const file = join(dirname(module), "runtime-config.json");
  if (!existsSync(file)) return [];
  const beside = parseRuntimeConfig(await readBytes(file), file);
  return isDeepStrictEqual(beside.abiVersions, abiVersions)
    ? beside.config.rootIds
    : [];
}

/** Reads a file that a command line names. */
export async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new CliError(`Cannot read ${file}: ${fileReason(cause)}.`, { cause });
  }
}
