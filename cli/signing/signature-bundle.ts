import { createHash, createPublicKey, sign, type KeyObject } from "node:crypto";
import {
  BUNDLE_V03_MEDIA_TYPE,
  bundleFromJSON,
  bundleToJSON,
  isBundleWithDsseEnvelope,
  isBundleWithPublicKey,
  toDSSEBundle,
} from "@sigstore/bundle";
import { dsse } from "@sigstore/core";
import { toSignedEntity } from "@sigstore/verify";
import { z } from "zod";

/** The media type of a signature that is attached to an image. */
export const BUNDLE = BUNDLE_V03_MEDIA_TYPE;

/** The statement that a signature of an image makes, to cosign. */
export const SIGNED = "https://sigstore.dev/cosign/sign/v1";

const STATEMENT = "https://in-toto.io/Statement/v1";
const STATEMENT_TYPE = "application/vnd.in-toto+json";

const statementShape = z.object({
  _type: z.literal(STATEMENT),
  subject: z.array(z.object({ digest: z.object({ sha256: z.string() }) })),
  predicateType: z.literal(SIGNED),
});

/**
 * Signs the digest of an image as `cosign sign --key` does from version 3 on: a bundle of
 * Sigstore, in JSON, around an in-toto statement about the digest. It says nothing of
 * when it was made, and stands in no log.
 *
 *     signBundle("sha256:…", await readSigningKey("cosign.key", process.env));
 */
export function signBundle(digest: string, key: KeyObject): Uint8Array {
  const artifact = Buffer.from(
    JSON.stringify({
      _type: STATEMENT,
      subject: [{ digest: { sha256: hex(digest) } }],
      predicateType: SIGNED,
      predicate: {},
    }),
  );
  const signed = dsse.preAuthEncoding(STATEMENT_TYPE, artifact);
  const bundle = toDSSEBundle({
    artifact,
    artifactType: STATEMENT_TYPE,
    signature: sign("sha256", signed, key),
    keyHint: keyHint(createPublicKey(key)),
  });
  // The hint names the key already, and cosign knows keys of an envelope by other names.
  for (const each of bundle.content.dsseEnvelope.signatures) each.keyid = "";
  return Buffer.from(JSON.stringify(bundleToJSON(bundle)));
}

/**
 * Whether bytes are a bundle in which a key signs the digest of an image. The key is the
 * only authority: a log or a clock that vouches for the signature is not asked.
 */
export function bundleSigns(
  bytes: Uint8Array,
  digest: string,
  key: KeyObject,
): boolean {
  try {
    const bundle = bundleFromJSON(JSON.parse(Buffer.from(bytes).toString()));
    if (!isBundleWithPublicKey(bundle)) return false;
    if (!isBundleWithDsseEnvelope(bundle)) return false;
    const { payload, payloadType } = bundle.content.dsseEnvelope;
    const statement = statementShape.parse(JSON.parse(payload.toString()));
    return (
      payloadType === STATEMENT_TYPE &&
      statement.subject.some((each) => each.digest.sha256 === hex(digest)) &&
      toSignedEntity(bundle).signature.verifySignature(key)
    );
  } catch {
    // What cannot be read signs nothing.
    return false;
  }
}

function hex(digest: string): string {
  return digest.replace("sha256:", "");
}

/** Tells readers which key to try; cosign makes the same one of a key. */
function keyHint(key: KeyObject): string {
  const der = key.export({ format: "der", type: "spki" });
  return createHash("sha256").update(der).digest("base64");
}
