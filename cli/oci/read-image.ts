import {
  ARCHIVED_MODULE,
  archiveRefusal,
  imageForm,
  indexRefusal,
  isForAgents,
  type ImageForm,
} from "./agent-rules.ts";
import type { Descriptor } from "./descriptor.ts";
import { ImageError } from "./image-error.ts";
import { readPart, type Content, type ImageStore } from "./image-store.ts";
import { isGzip, unpackLayer } from "./layer.ts";
import { checkDepth, checkSize } from "./limits.ts";
import { parseManifest, type Index, type Manifest } from "./manifest.ts";
import { isArchiveType, isModuleType, WASM_CONFIG } from "./media-types.ts";
import { parseRuntimeConfig, type RuntimeConfig } from "./runtime-config.ts";
import { assertWasmModule } from "./wasm-module.ts";

/** An image whose manifest was read. */
export interface FoundImage {
  /** What a sentence calls it. */
  name: string;
  /** The manifest or the index that was asked for. */
  content: Content;
  /** The image; of an index, the one that the proxies' agents take. */
  manifest: Manifest;
  /** How the proxies' agents load it; absent where they refuse it. */
  form?: ImageForm;
  /** Why they refuse it. */
  refusal?: string;
}

/** A module that was found in an image. */
export interface ImageModule {
  module: Uint8Array;
  /** Absent where the image does not describe its module. */
  runtimeConfig?: RuntimeConfig;
  /** Why the proxies' agents refuse the layer that holds the module. */
  refusal?: string;
}

const CONFIG = "runtime-config.json";

/**
 * Reads the manifest of an image. Of an index it takes the image for linux/amd64, as the
 * proxies' agents do, or else the first for any platform, which they refuse.
 *
 *     const { form } = await findImage(layout, "v1"); // "compat"
 */
export async function findImage(
  store: ImageStore,
  tagOrDigest: string,
): Promise<FoundImage> {
  const name = store.nameOf(tagOrDigest);
  const content = await store.manifest(tagOrDigest);
  let manifest = parseManifest(content.bytes, name);
  let refusal: string | undefined;
  for (let depth = 1; manifest.kind === "index"; depth++) {
    refusal ??= indexRefusal(manifest);
    const { digest } = choose(manifest, name);
    const inner = store.nameOf(digest);
    checkDepth(depth, inner);
    manifest = parseManifest((await store.manifest(digest)).bytes, inner);
  }
  const load = refusal === undefined ? imageForm(manifest) : { refusal };
  return { name, content, manifest, ...load };
}

/**
 * Reads the module of an image in either variant: a bare layer, or a file in the
 * last layer, which is `plugin.wasm` or the only one whose name ends with `.wasm`.
 *
 *     const { module } = await readModule(layout, await findImage(layout, "v1"));
 */
export async function readModule(
  store: ImageStore,
  { name, manifest }: FoundImage,
): Promise<ImageModule> {
  const bare = manifest.layers.find((each) => isModuleType(each.mediaType));
  const found = bare
    ? await fromBareLayer(store, manifest, bare, name)
    : await fromArchive(store, manifest, name);
  assertWasmModule(found.module, `What ${name} holds`);
  return found;
}

/**
 * Reads an image with its module, and why the proxies' agents refuse it.
 *
 *     const { module, refusal } = await readImage(layout, "v1");
 */
export async function readImage(
  store: ImageStore,
  tagOrDigest: string,
): Promise<FoundImage & ImageModule> {
  const { form, ...found } = await findImage(store, tagOrDigest);
  const read = await readModule(store, found);
  const refusal = found.refusal ?? read.refusal;
  return refusal === undefined
    ? { ...found, ...read, ...(form && { form }) }
    : { ...found, ...read, refusal };
}

function choose({ manifests }: Index, name: string): Descriptor {
  const found =
    manifests.find(isForAgents) ??
    // buildx adds attestations, for the platform "unknown".
    manifests.find(({ platform }) => platform?.os !== "unknown");
  if (found) return found;
  throw new ImageError("BAD_MANIFEST", `The index ${name} lists no image.`);
}

async function fromBareLayer(
  store: ImageStore,
  { layers, config }: Manifest,
  layer: Descriptor,
  name: string,
): Promise<ImageModule> {
  checkSize(layer, name);
  const module = await readPart(store, layer);
  const about = [...layers, config].find(
    ({ mediaType }) => mediaType === WASM_CONFIG,
  );
  if (about === undefined) return { module };
  checkSize(about, name);
  const bytes = await readPart(store, about);
  return { module, ...configOf(bytes, name) };
}

async function fromArchive(
  store: ImageStore,
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
  const bytes = await readPart(store, layer);
  const files = await unpackLayer(
    bytes,
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
  const refusal = archiveRefusal(file, isGzip(bytes));
  const config = configOf(files.get(CONFIG), name);
  return { module, ...config, ...(refusal !== undefined && { refusal }) };
}

function configOf(
  bytes: Uint8Array | undefined,
  name: string,
): Pick<ImageModule, "runtimeConfig"> {
  // Some images have an empty one, only to have two layers.
  if (bytes === undefined || bytes.length === 0) return {};
  return { runtimeConfig: parseRuntimeConfig(bytes, `${CONFIG} of ${name}`) };
}
