import { copyImage } from "./copy-image.ts";
import type { Descriptor } from "./descriptor.ts";
import type { AttachingStore } from "./image-store.ts";
import { checkDepth, ImageBudget } from "./limits.ts";

/** Something attached to an image that was copied with it. */
export interface Attached {
  digest: string;
  /** Its media type, or its tag where cosign attached it by one. */
  type: string;
}

/** The suffixes of the tags by which older versions of cosign attach to a digest. */
const COSIGN_SUFFIXES = ["sig", "att", "sbom"];

export interface CopyAttachedOptions {
  /** The repository of the source, where the target is in the same registry. */
  from?: string;
}

/**
 * Copies what is attached to manifests: those that name one of them as their `subject`,
 * what is attached to these in turn, and what cosign tags with the digest. Returns what
 * was copied.
 *
 *     await copyAttached(source, [descriptor.digest], target);
 */
export async function copyAttached(
  source: AttachingStore,
  digests: string[],
  target: AttachingStore,
  options: CopyAttachedOptions = {},
): Promise<Attached[]> {
  const attached: Attached[] = [];
  const seen = new Set(digests);
  const budget = new ImageBudget();

  const copyReferrers = async (subject: string, depth: number) => {
    const name = source.nameOf(subject);
    checkDepth(depth, name);
    for (const descriptor of await source.referrers(subject)) {
      const { digest, size } = descriptor;
      if (seen.has(digest)) continue;
      seen.add(digest);
      budget.spend(size, name);
      await copyImage(source, digest, target, options);
      attached.push({ digest, type: typeOf(descriptor) });
      await copyReferrers(digest, depth + 1);
    }
  };

  for (const digest of digests) {
    await copyReferrers(digest, 1);
    for (const tag of await source.existingTags(cosignTags(digest))) {
      const { descriptor } = await copyImage(source, tag, target, {
        ...options,
        tag,
      });
      attached.push({ digest: descriptor.digest, type: tag });
    }
  }
  return attached;
}

function cosignTags(digest: string): string[] {
  const tag = digest.replace(":", "-");
  return COSIGN_SUFFIXES.map((suffix) => `${tag}.${suffix}`);
}

function typeOf({ artifactType, mediaType }: Descriptor): string {
  return artifactType ?? mediaType;
}
