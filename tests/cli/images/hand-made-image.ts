import { describe } from "../../../cli/oci/descriptor.ts";
import type { ImageStore } from "../../../cli/oci/image-store.ts";
import { compress, packArchive } from "../../../cli/oci/layer.ts";
import * as types from "../../../cli/oci/media-types.ts";

/** A layer: its bytes and their media type. */
export type HandMadeLayer = [bytes: Uint8Array, mediaType: string];

/**
 * Writes an image that `pack` would not make, and returns its digest.
 *
 *     await addHandMade(store, [[FILTER, WASM_LAYER]], "v1");
 */
export async function addHandMade(
  store: ImageStore,
  layers: HandMadeLayer[],
  tag: string,
): Promise<string> {
  const add = async (bytes: Uint8Array, mediaType: string) => {
    const descriptor = describe(bytes, mediaType);
    await store.addBlob(descriptor, (sink) => sink(bytes));
    return descriptor;
  };
  const config = await add(Buffer.from("{}"), types.OCI_CONFIG);
  const described = [];
  for (const layer of layers) described.push(await add(...layer));
  const mediaType = types.OCI_MANIFEST;
  const json = { schemaVersion: 2, mediaType, config, layers: described };
  const bytes = Buffer.from(JSON.stringify(json));
  const descriptor = describe(bytes, mediaType);
  await store.addManifest({ descriptor, bytes }, tag);
  return descriptor.digest;
}

/** A layer that is an archive of one file, compressed as agents want it. */
export async function archiveLayer(
  file: string,
  bytes: Uint8Array,
): Promise<HandMadeLayer> {
  const archive = await packArchive(new Map([[file, bytes]]));
  return [compress(archive), types.OCI_LAYER];
}
