import { describe, type Descriptor } from "./descriptor.ts";
import { digestOf } from "./digest.ts";
import type { Content, ImageStore } from "./image-store.ts";
import { compress, packArchive } from "./layer.ts";
import * as types from "./media-types.ts";
import { formatRuntimeConfig, type RuntimeConfig } from "./runtime-config.ts";

/** The two forms of the Wasm image specification. */
export type Variant = "compat" | "oci";

/** A module, and how to make an image of it. */
export interface PackInput {
  module: Uint8Array;
  runtimeConfig: RuntimeConfig;
  /** `compat` by default, which every registry and tool accepts. */
  variant?: Variant;
  /** More annotations of the manifest. */
  annotations?: Record<string, string>;
}

/** An image in memory: its manifest and its parts. */
export interface PackedImage {
  manifest: Content;
  parts: Content[];
}

const TITLE = "org.opencontainers.image.title";

/**
 * Makes an image of a module: the same bytes for the same input.
 *
 *     const image = await packImage({ module, runtimeConfig });
 *     await addImage(image, layout.repository(reference), "v1");
 */
export async function packImage(options: PackInput): Promise<PackedImage> {
  const { variant = "compat", annotations = {} } = options;
  return variant === "compat"
    ? packCompat(options, annotations)
    : packOci(options, annotations);
}

/** Writes an image that is in memory to a store. */
export async function addImage(
  image: PackedImage,
  store: ImageStore,
  tag?: string,
): Promise<void> {
  for (const { descriptor, bytes } of image.parts) {
    await store.addBlob(descriptor, (sink) => sink(bytes));
  }
  await store.addManifest(image.manifest, tag);
}

/** An image like any other, whose one layer has the files. */
async function packCompat(
  { module, runtimeConfig }: PackInput,
  annotations: Record<string, string>,
): Promise<PackedImage> {
  const archive = await packArchive(
    new Map([
      ["plugin.wasm", module],
      ["runtime-config.json", formatRuntimeConfig(runtimeConfig)],
    ]),
  );
  const config = json({
    // The specification requires both; tools accept these on most machines.
    architecture: "amd64",
    os: "linux",
    config: {},
    rootfs: { type: "layers", diff_ids: [digestOf(archive)] },
  });
  return assemble(
    content(config, types.OCI_CONFIG),
    [content(compress(archive), types.OCI_LAYER)],
    { "module.wasm.image/variant": "compat", ...annotations },
  );
}

/** Two layers: what describes the module, and the module. */
function packOci(
  { module, runtimeConfig }: PackInput,
  annotations: Record<string, string>,
): PackedImage {
  const bytes = formatRuntimeConfig(runtimeConfig);
  const { type, abiVersions } = runtimeConfig;
  return assemble(
    content(bytes, types.WASM_CONFIG),
    [
      content(bytes, types.WASM_CONFIG, { [TITLE]: "runtime-config.json" }),
      content(module, types.WASM_LAYER, { [TITLE]: "filter.wasm" }),
    ],
    {
      "module.wasm.runtime/abi_version": abiVersions.join(","),
      "module.wasm.runtime/type": type,
      ...annotations,
    },
  );
}

function assemble(
  config: Content,
  layers: Content[],
  annotations: Record<string, string>,
): PackedImage {
  const bytes = json({
    schemaVersion: 2,
    mediaType: types.OCI_MANIFEST,
    config: config.descriptor,
    layers: layers.map(({ descriptor }): Descriptor => descriptor),
    annotations: Object.fromEntries(
      Object.entries(annotations).sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  });
  return {
    manifest: content(bytes, types.OCI_MANIFEST),
    parts: [config, ...layers],
  };
}

function content(
  bytes: Uint8Array,
  mediaType: string,
  annotations?: Record<string, string>,
): Content {
  return { descriptor: describe(bytes, mediaType, annotations), bytes };
}

function json(value: object): Uint8Array {
  return Buffer.from(JSON.stringify(value));
}
