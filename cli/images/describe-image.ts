import { tagOrDigestOf, type Reference } from "../oci/reference.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { readPart, type ImageStore } from "../oci/image-store.ts";
import type { Manifest } from "../oci/manifest.ts";
import { SPEC_LAYER } from "../oci/media-types.ts";
import { findImage, readModule } from "../oci/read-image.ts";
import type { RuntimeConfig } from "../oci/runtime-config.ts";
import { reportOf, type ImageReport } from "./image-report.ts";
import { withImages, type ReadOptions } from "./open-images.ts";

/** All that is known of an image besides its module. */
export interface ImageDescription extends ImageReport {
  mediaType: string;
  annotations: Record<string, string>;
  config: Descriptor;
  layers: Descriptor[];
  /** What its `runtime-config.json` has; absent where it has none. */
  runtimeConfig?: RuntimeConfig;
  /** The text of the `spec.yaml` that Higress's plugins have: their schema is in it. */
  spec?: string;
}

/** An image and the module in it. */
export interface DescribedImage {
  description: ImageDescription;
  module: Uint8Array;
}

/** What is read of a `spec.yaml`: Kubernetes takes no larger resource. */
const MAX_SPEC = 1024 * 1024;

/**
 * Reads an image and its module, from the registry or from the local images.
 *
 *     const { module } = await describeImage(reference, { offline: true });
 */
export async function describeImage(
  reference: Reference,
  options: ReadOptions,
): Promise<DescribedImage> {
  return withImages(reference, options, async (images) => {
    const found = await findImage(images, tagOrDigestOf(reference));
    const { module, runtimeConfig, refusal } = await readModule(images, found);
    const report = reportOf(reference, {
      ...found,
      ...(refusal !== undefined && { refusal }),
    });
    const { mediaType, annotations, config, layers } = found.manifest;
    const spec = await specOf(images, found.manifest);
    return {
      module,
      description: {
        ...report,
        mediaType,
        annotations,
        config,
        layers,
        ...(runtimeConfig && { runtimeConfig }),
        ...(spec !== undefined && { spec }),
      },
    };
  });
}

async function specOf(
  images: ImageStore,
  { layers }: Manifest,
): Promise<string | undefined> {
  const layer = layers.find(({ mediaType }) => mediaType === SPEC_LAYER);
  if (layer === undefined || layer.size > MAX_SPEC) return undefined;
  return new TextDecoder().decode(await readPart(images, layer));
}
