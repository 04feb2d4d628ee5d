import type { KeyObject } from "node:crypto";
import { attach } from "../oci/attach.ts";
import type { Descriptor } from "../oci/descriptor.ts";
import { readPart, type AttachingStore } from "../oci/image-store.ts";
import { ImageBudget } from "../oci/limits.ts";
import { parseManifest } from "../oci/manifest.ts";
import { BUNDLE, bundleSigns, signBundle, SIGNED } from "./signature-bundle.ts";
import { SIMPLE, SIMPLE_SIGNATURE, simpleSigns } from "./simple-signature.ts";

/** No signature is nearly as large, even with the proofs of a log. */
const MAX_SIGNATURE = 1 << 20;

/** What an image has of signatures. */
export interface FoundSignatures {
  /** How many there are, whoever made them. */
  count: number;
  /** The digest of a manifest with one by the key; absent where none is. */
  manifest?: string;
}

/**
 * Attaches a signature to an image, as a manifest whose subject is the image.
 *
 *     await attachSignature(store, descriptor, key);
 */
export function attachSignature(
  store: AttachingStore,
  subject: Descriptor,
  key: KeyObject,
): Promise<void> {
  return attach(store, subject, {
    bytes: signBundle(subject.digest, key),
    type: BUNDLE,
    annotations: {
      "dev.sigstore.bundle.content": "dsse-envelope",
      "dev.sigstore.bundle.predicateType": SIGNED,
    },
  });
}

/**
 * Looks for a signature of an image by a key: among the bundles that are attached to it,
 * and under the tag where older versions of cosign put theirs. Whatever else is there
 * does no harm.
 *
 *     (await findSignature(store, digest, key)).manifest; // undefined: not signed by it
 */
export async function findSignature(
  store: AttachingStore,
  digest: string,
  key: KeyObject,
): Promise<FoundSignatures> {
  const budget = new ImageBudget();
  let count = 0;
  for await (const { part, manifest, isOf } of candidates(store, digest)) {
    count++;
    budget.spend(part.size, store.nameOf(digest));
    if (part.size > MAX_SIGNATURE) continue;
    if (isOf(await readPart(store, part), key)) return { count, manifest };
  }
  return { count };
}

/** What may be a signature. */
interface Candidate {
  part: Descriptor;
  /** The digest of the manifest that has it. */
  manifest: string;
  isOf(bytes: Uint8Array, key: KeyObject): boolean;
}

async function* candidates(
  store: AttachingStore,
  digest: string,
): AsyncGenerator<Candidate> {
  for (const referrer of await store.referrers(digest)) {
    if (referrer.artifactType !== BUNDLE) continue;
    for (const part of await layersOf(store, referrer.digest)) {
      if (part.mediaType !== BUNDLE) continue;
      yield {
        part,
        manifest: referrer.digest,
        isOf: (bytes, key) => bundleSigns(bytes, digest, key),
      };
    }
  }
  const tag = `${digest.replace(":", "-")}.sig`;
  if ((await store.existingTags([tag])).length === 0) return;
  const manifest = (await store.manifest(tag)).descriptor.digest;
  for (const part of await layersOf(store, manifest)) {
    const signature = part.annotations?.[SIMPLE_SIGNATURE];
    if (part.mediaType !== SIMPLE || signature === undefined) continue;
    yield {
      part,
      manifest,
      isOf: (bytes, key) => simpleSigns(bytes, signature, digest, key),
    };
  }
}

async function layersOf(
  store: AttachingStore,
  digest: string,
): Promise<Descriptor[]> {
  const { bytes } = await store.manifest(digest);
  const manifest = parseManifest(bytes, store.nameOf(digest));
  return manifest.kind === "manifest" ? manifest.layers : [];
}
