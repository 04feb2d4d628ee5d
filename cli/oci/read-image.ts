import {
  ARCHIVED_MODULE,
  indexRefusal,
  isForAgents,
  moduleNameRefusal,
} from "./agent-rules.ts";
import type { Descriptor } from "./descriptor.ts";
import { ImageError } from "./image-error.ts";
import { readPart, type Content, type ImagePlace } from "./image-place.ts";
import { unpackLayer } from "./layer.ts";
import { checkDepth, checkSize } from "./limits.ts";
import { parseManifest, type Index, type Manifest } from "./manifest.ts";
import { isArchiveType, isModuleType, WASM_CONFIG } from "./media-types.ts";
import { parseRuntimeConfig, type RuntimeConfig } from "./runtime-config.ts";
import { assertWasmModule } from "./wasm-module.ts";

/** A module that was found in an image. */
export interface ImageModule {
  module: Uint8Array;
  /** Absent where the image says nothing of its module. */
  runtimeConfig?: RuntimeConfig;
  /** Why the proxies' agents refuse it for the name of its file. */
  refusal?: string;
}

const CONFIG = "runtime-config.json";

/**
 * Finds the module of an image in either variant: a bare layer, or a file in the
 * last layer, which is `plugin.wasm` or the only one whose name ends so.
 *
 *     const { module } = await readImage(layout, "v1");
 */
export async function readImage(
  place: ImagePlace,
  tagOrDigest: string,
): Promise<ImageModule> {
  const name = place.nameOf(tagOrDigest);
  const { manifest } = await imageManifest(place, tagOrDigest);
  const bare = manifest.layers.find((each) => isModuleType(each.mediaType));
  const found = bare
    ? await fromBareLayer(place, manifest, bare, name)
    : await fromArchive(place, manifest, name);
  assertWasmModule(found.module, `What ${name} holds`);
  return found;
}

/**
 * Reads the manifest of an image; of an index, that of the image which the
 * proxies' agents take: the one for linux/amd64, or the first for any platform, which
 * they refuse.
 */
export async function imageManifest(
  place: ImagePlace,
  tagOrDigest: string,
  depth = 0,
): Promise<{ manifest: Manifest; content: Content; refusal?: string }> {
  const content = await place.manifest(tagOrDigest);
  const name = place.nameOf(tagOrDigest);
  checkDepth(depth, name);
  const manifest = parseManifest(content.bytes, name);
  if (manifest.kind === "manifest") return { manifest, content };
  const refusal = indexRefusal(manifest);
  const { digest } = choose(manifest, name);
  const chosen = await imageManifest(place, digest, depth + 1);
  return { ...chosen, ...(refusal !== undefined && { refusal }) };
}

function choose({ manifests }: Index, name: string): Descriptor {
  const found =
    manifests.find(isForAgents) ??
    // What buildx adds says where an image is from, and is for "unknown".
    manifests.find(({ platform }) => platform?.os !== "unknown");
  if (found) return found;
  throw new ImageError("BAD_MANIFEST", `The index ${name} lists no image.`);
}

async function fromBareLayer(
  place: ImagePlace,
  { layers, config }: Manifest,
  layer: Descriptor,
  name: string,
): Promise<ImageModule> {
  checkSize(layer, name);
  const module = await readPart(place, layer);
  const about = [...layers, config].find(
    ({ mediaType }) => mediaType === WASM_CONFIG,
  );
  if (about === undefined) return { module };
  checkSize(about, name);
  const bytes = await readPart(place, about);
  return { module, ...configOf(bytes, name) };
}

async function fromArchive(
  place: ImagePlace,
  { layers }: Manifest,
  name: string,
): Promise<ImageModule> {
  const layer = layers.at(-1);
  if (layer === undefined || !isArchiveType(layer.mediaType)) {
    const has = layer?.mediaType ?? "nothing";
    throw new ImageError(
      "NOT_WASM",
      `${name} holds no Wasm module: its last layer is ${has}.`,
    );
  }
  checkSize(layer, name);
  const files = await unpackLayer(
    await readPart(place, layer),
    name,
    (file) => file.endsWith(".wasm") || file === CONFIG,
  );
  const named = [...files.keys()].filter((each) => each.endsWith(".wasm"));
  const file = named.length === 1 ? named[0] : ARCHIVED_MODULE;
  const module = files.get(file);
  if (module === undefined) {
    throw new ImageError(
      "NOT_WASM",
      `${name} holds no Wasm module: its last layer has no ${ARCHIVED_MODULE}.`,
    );
  }
  const refusal = moduleNameRefusal(file);
  const config = configOf(files.get(CONFIG), name);
  return { module, ...config, ...(refusal !== undefined && { refusal }) };
}

function configOf(
  bytes: Uint8Array | undefined,
  name: string,
): Pick<ImageModule, "runtimeConfig"> {
  // Some images have an empty one, for the sake of two layers.
  if (bytes === undefined || bytes.length === 0) return {};
  return { runtimeConfig: parseRuntimeConfig(bytes, `${CONFIG} of ${name}`) };
}
