import type { Descriptor } from "./descriptor.ts";
import type { Arrival, Content, ImageStore } from "./image-store.ts";
import { checkDepth, checkSize, ImageBudget } from "./limits.ts";
import { parseManifest } from "./manifest.ts";

export interface CopyOptions {
  /** The tag at the target; by default only the digest names the copy. */
  tag?: string;
  /** The repository of the source, where the target is in the same registry. */
  from?: string;
  /** Called when a part of the image is at the target. */
  onPart?(descriptor: Descriptor, arrival: Arrival): void;
  /** Called when a manifest or an index is at the target. */
  onManifest?(descriptor: Descriptor): void;
}

/**
 * Copies an image, or an index with all its images, and returns its manifest.
 * Parts that the target has are not read. The manifest comes last, so that an image
 * that can be found is complete. Each digest is copied once. Rejects with an ImageError
 * where there are more bytes, parts or levels than an image has.
 *
 *     await copyImage(layout, "v1", registry, { tag: "v1" });
 */
export async function copyImage(
  source: ImageStore,
  tagOrDigest: string,
  target: ImageStore,
  options: CopyOptions = {},
): Promise<Content> {
  const { from, onPart, onManifest } = options;
  const whole = source.nameOf(tagOrDigest);
  const budget = new ImageBudget();
  const copied = new Set<string>();

  const copyPart = async (part: Descriptor) => {
    if (copied.has(part.digest)) return;
    checkSize(part, whole);
    budget.spend(part.size, whole);
    const arrival = await target.addBlob(
      part,
      (sink) => source.readBlob(part, sink),
      from,
    );
    copied.add(part.digest);
    onPart?.(part, arrival);
  };

  const copy = async (content: Content, depth: number, tag?: string) => {
    const { digest } = content.descriptor;
    const name = source.nameOf(depth === 0 ? tagOrDigest : digest);
    checkDepth(depth, name);
    budget.spend(content.bytes.length, whole);
    const manifest = parseManifest(content.bytes, name);
    if (manifest.kind === "index") {
      for (const each of manifest.manifests) {
        if (copied.has(each.digest)) continue;
        await copy(await source.manifest(each.digest), depth + 1);
      }
    } else {
      for (const part of [manifest.config, ...manifest.layers]) {
        await copyPart(part);
      }
    }
    await target.addManifest(content, tag);
    copied.add(digest);
    onManifest?.(content.descriptor);
  };

  const content = await source.manifest(tagOrDigest);
  await copy(content, 0, options.tag);
  return content;
}
