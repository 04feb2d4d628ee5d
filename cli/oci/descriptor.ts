import { digestOf, isDigest } from "./digest.ts";
import { ImageError } from "./image-error.ts";

/** Describes a part of an image, as its manifest does. */
export interface Descriptor {
  mediaType: string;
  digest: string;
  size: number;
  annotations?: Record<string, string>;
  platform?: { architecture: string; os: string };
  /** What an attached manifest is, such as a signature. */
  artifactType?: string;
}

/**
 * Describes bytes.
 *
 *     describe(manifest, OCI_MANIFEST); // { mediaType, digest, size }
 */
export function describe(
  bytes: Uint8Array,
  mediaType: string,
  annotations?: Record<string, string>,
): Descriptor {
  return {
    mediaType,
    digest: digestOf(bytes),
    size: bytes.length,
    ...(annotations === undefined ? {} : { annotations }),
  };
}

/**
 * Checks what was read as JSON. Throws an ImageError that names `what` where it
 * is not a descriptor; unknown members stay.
 */
export function asDescriptor(value: unknown, what: string): Descriptor {
  const { mediaType, digest, size } = (value ?? {}) as Partial<Descriptor>;
  if (
    typeof mediaType === "string" &&
    typeof digest === "string" &&
    isDigest(digest) &&
    Number.isSafeInteger(size) &&
    Number(size) >= 0
  ) {
    return value as Descriptor;
  }
  throw new ImageError(
    "BAD_MANIFEST",
    `${what} is not a descriptor with a media type, a sha256 digest and a size.`,
  );
}
