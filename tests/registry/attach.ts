import { describe, type Descriptor } from "../../cli/oci/descriptor.ts";
import type { Content, ImageStore } from "../../cli/oci/image-store.ts";
import { OCI_MANIFEST } from "../../cli/oci/media-types.ts";

export const SIGNATURE = "application/vnd.dev.cosign.artifact.sig.v1+json";

/**
 * Writes a manifest that is attached to another one, with one layer of this text.
 *
 *     await attach(store, image.descriptor, "a signature");
 */
export async function attach(
  store: ImageStore,
  subject: Descriptor,
  text: string,
  tag?: string,
): Promise<Content> {
  const add = async (bytes: Uint8Array, mediaType: string) => {
    const descriptor = describe(bytes, mediaType);
    await store.addBlob(descriptor, (sink) => sink(bytes));
    return descriptor;
  };
  const empty = "application/vnd.oci.empty.v1+json";
  const json = {
    schemaVersion: 2,
    mediaType: OCI_MANIFEST,
    artifactType: SIGNATURE,
    config: await add(Buffer.from("{}"), empty),
    layers: [await add(Buffer.from(text), "text/plain")],
    // What cosign attaches by a tag has no subject.
    ...(tag === undefined && { subject }),
    annotations: { text },
  };
  const bytes = Buffer.from(JSON.stringify(json));
  const content = { descriptor: describe(bytes, OCI_MANIFEST), bytes };
  await store.addManifest(content, tag);
  return content;
}
