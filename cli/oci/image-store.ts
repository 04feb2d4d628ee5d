import type { Descriptor } from "./descriptor.ts";

/** Bytes and their descriptor. */
export interface Content {
  descriptor: Descriptor;
  bytes: Uint8Array;
}

/** How a part got into a store. */
export type Arrival = "exists" | "mounted" | "written";

/** Takes the bytes of a part, chunk by chunk. */
export type Sink = (chunk: Uint8Array) => Promise<void> | void;

/** Hands the bytes of a part to a sink; rejects where they are not the right ones. */
export type ReadBlob = (sink: Sink) => Promise<void> | void;

/** Where images of one repository are: a registry, or a folder. */
export interface ImageStore {
  /** What a sentence calls an image here. */
  nameOf(tagOrDigest: string): string;
  /** Reads a manifest or an index, checked against its digest. */
  manifest(tagOrDigest: string): Promise<Content>;
  /** Reads a part of an image; the last chunk comes before the digest is checked. */
  readBlob(descriptor: Descriptor, sink: Sink): Promise<void>;
  /**
   * Makes sure that a part is here; `read` is called only if it has to be written.
   * `from` is a repository of the same registry that has it.
   */
  addBlob(
    descriptor: Descriptor,
    read: ReadBlob,
    from?: string,
  ): Promise<Arrival>;
  /** Writes a manifest whose parts are here, and points a tag to it. */
  addManifest(content: Content, tag?: string): Promise<void>;
}

/** A store that knows what is attached to its images, such as signatures. */
export interface AttachingStore extends ImageStore {
  /** Returns the manifests whose `subject` is the one with this digest. */
  referrers(digest: string): Promise<Descriptor[]>;
  /** Returns those of these tags that are here. */
  existingTags(tags: string[]): Promise<string[]>;
}

/**
 * Reads all bytes of a part into memory.
 *
 *     await bytesOf((sink) => store.readBlob(layer, sink));
 */
export async function bytesOf(read: ReadBlob): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  await read((chunk) => {
    chunks.push(chunk);
  });
  return Buffer.concat(chunks);
}

/** Reads a part of an image into memory, checked against its digest. */
export function readPart(
  store: ImageStore,
  descriptor: Descriptor,
): Promise<Uint8Array> {
  return bytesOf((sink) => store.readBlob(descriptor, sink));
}
