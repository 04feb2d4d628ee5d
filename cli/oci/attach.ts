import { describe, type Descriptor } from "./descriptor.ts";
import type { ImageStore } from "./image-store.ts";
import { OCI_EMPTY, OCI_MANIFEST } from "./media-types.ts";

/** A file that is attached to an image. */
export interface Attachment {
  bytes: Uint8Array;
  /** What it is: the media type of its layer, and the type of its manifest. */
  type: string;
  annotations: Record<string, string>;
}

/**
 * Attaches a file to an image, as a manifest whose subject is the image. The same file
 * makes the same manifest, so attaching it again changes nothing.
 *
 *     await attach(store, image, { bytes: sbom, type: CYCLONE_DX, annotations: {} });
 */
export async function attach(
  store: ImageStore,
  subject: Descriptor,
  { bytes, type, annotations }: Attachment,
): Promise<void> {
  const layer = describe(bytes, type);
  const nothing = Buffer.from("{}");
  const config = describe(nothing, OCI_EMPTY);
  await store.addBlob(config, (sink) => sink(nothing));
  await store.addBlob(layer, (sink) => sink(bytes));
  const { mediaType, digest, size } = subject;
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: OCI_MANIFEST,
      artifactType: type,
      config,
      layers: [layer],
      subject: { mediaType, digest, size },
      annotations,
    }),
  );
  const descriptor = describe(manifest, OCI_MANIFEST);
  await store.addManifest({ descriptor, bytes: manifest });
}
