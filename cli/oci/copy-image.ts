import type { Descriptor } from "./descriptor.ts";
import type { Arrival, Content, ImagePlace } from "./image-place.ts";
import { parseManifest } from "./manifest.ts";

export interface CopyOptions {
  /** The tag at the target; only the digest names the copy by default. */
  tag?: string;
  /** The repository of the source, where the target is in the same registry. */
  from?: string;
  /** Called when a part of the image is at the target. */
  onPart?(descriptor: Descriptor, arrival: Arrival): void;
}

/**
 * Copies an image, or an index with all its images, and returns its manifest.
 * What the target has is not read; the manifest comes last, so that an image that
 * can be found is whole.
 *
 *     await copyImage(layout, "v1", registry, { tag: "v1" });
 */
export async function copyImage(
  source: ImagePlace,
  tagOrDigest: string,
  target: ImagePlace,
  options: CopyOptions = {},
): Promise<Content> {
  const content = await source.manifest(tagOrDigest);
  const name = source.nameOf(tagOrDigest);
  const manifest = parseManifest(content.bytes, name);
  if (manifest.kind === "index") {
    const { from, onPart } = options;
    for (const { digest } of manifest.manifests) {
      await copyImage(source, digest, target, { from, onPart });
    }
  } else {
    for (const part of [manifest.config, ...manifest.layers]) {
      const read = () => source.blob(part);
      const arrival = await target.addBlob(part, read, options.from);
      options.onPart?.(part, arrival);
    }
  }
  await target.addManifest(content, options.tag);
  return content;
}
