import type { Descriptor } from "./descriptor.ts";

/** Bytes, and what is said of them. */
export interface Content {
  descriptor: Descriptor;
  bytes: Uint8Array;
}

/** How a part came to a place. */
export type Arrival = "exists" | "mounted" | "written";

/** Where images of one repository are: a registry, or a folder. */
export interface ImagePlace {
  /** What a sentence calls an image here. */
  nameOf(tagOrDigest: string): string;
  /** Reads a manifest or an index, checked against its digest. */
  manifest(tagOrDigest: string): Promise<Content>;
  /** Reads a part of an image, checked against its digest. */
  blob(descriptor: Descriptor): Promise<Uint8Array>;
  /**
   * Makes sure that a part is here; `read` is called only if it has to be written.
   * `from` is a repository of the same registry that has it.
   */
  addBlob(
    descriptor: Descriptor,
    read: () => Promise<Uint8Array>,
    from?: string,
  ): Promise<Arrival>;
  /** Writes a manifest whose parts are here, and points a tag to it. */
  addManifest(content: Content, tag?: string): Promise<void>;
}
