import { readFile } from "node:fs/promises";
import { CliError } from "../cli-error.ts";
import { abiVersionsOf, assertWasmModule } from "../oci/wasm-module.ts";
import { packImage, type PackedImage } from "../oci/pack-image.ts";
import {
  parseRuntimeConfig,
  type RuntimeConfig,
} from "../oci/runtime-config.ts";
import { fileReason } from "../read-file-of.ts";
import type { PackOptions } from "./options.ts";

/**
 * Makes an image of a file with a module, as the options of a command say. What
 * describes the module is read from it, or is in a file.
 *
 *     const image = await packFile("build/release.wasm", { variant: "compat" });
 */
export async function packFile(
  file: string,
  options: PackOptions,
): Promise<PackedImage> {
  const module = await readBytes(file);
  assertWasmModule(module, file);
  return packImage({
    module,
    runtimeConfig: await runtimeConfigOf(module, options),
    variant: options.variant,
    ...(options.annotation && { annotations: options.annotation }),
  });
}

async function runtimeConfigOf(
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
  return {
    type: "envoy_proxy",
    abiVersions: await abiVersionsOf(module),
    config: { rootIds: rootId },
  };
}

/** Reads a file that a command line names. */
export async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new CliError(`Cannot read ${file}: ${fileReason(cause)}.`, { cause });
  }
}
