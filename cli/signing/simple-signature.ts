import { verify, type KeyObject } from "node:crypto";
import { z } from "zod";

/** The media type of what cosign has signed by default before its version 3. */
export const SIMPLE = "application/vnd.dev.cosign.simplesigning.v1+json";

/** The annotation of a layer that has the signature of its bytes, in base64. */
export const SIMPLE_SIGNATURE = "dev.cosignproject.cosign/signature";

const payloadShape = z.object({
  critical: z.object({
    image: z.object({ "docker-manifest-digest": z.string() }),
    type: z.enum([
      "cosign container image signature",
      "https://sigstore.dev/cosign/sign/v1",
    ]),
  }),
});

/** Whether a payload, with its signature in base64, is a key's for the digest of an image. */
export function simpleSigns(
  payload: Uint8Array,
  signature: string,
  digest: string,
  key: KeyObject,
): boolean {
  try {
    const { critical } = payloadShape.parse(
      JSON.parse(Buffer.from(payload).toString()),
    );
    return (
      critical.image["docker-manifest-digest"] === digest &&
      verify("sha256", payload, key, Buffer.from(signature, "base64"))
    );
  } catch {
    // What cannot be read signs nothing.
    return false;
  }
}
