import { createPrivateKey, scryptSync, type KeyObject } from "node:crypto";
import nacl from "tweetnacl";
import { z } from "zod";

/** What cosign writes between the lines of PEM, and wrote before its version 2. */
const PEM =
  /-----BEGIN ENCRYPTED (?:SIGSTORE|COSIGN) PRIVATE KEY-----([A-Za-z0-9+/=\s]*)-----END/;

/** More than cosign has ever used, and little enough to wait for. */
const MAX_COST = 1 << 17;

const base64 = z.base64().transform((text) => Buffer.from(text, "base64"));

const encryptedKeyShape = z.object({
  kdf: z.object({
    name: z.literal("scrypt"),
    params: z.object({
      N: z.int().min(2).max(MAX_COST),
      r: z.literal(8),
      p: z.literal(1),
    }),
    salt: base64,
  }),
  cipher: z.object({
    name: z.literal("nacl/secretbox"),
    nonce: base64.refine(({ length }) => length === nacl.secretbox.nonceLength),
  }),
  ciphertext: base64,
});

/** Whether a text is a private key that cosign has encrypted. */
export function isCosignKey(pem: string): boolean {
  return PEM.test(pem);
}

/**
 * Decrypts a private key of `cosign generate-key-pair`: PKCS #8 in NaCl's secretbox,
 * under a key that scrypt makes of the password. Throws an Error that says why not.
 */
export function decryptCosignKey(pem: string, password: string): KeyObject {
  const { kdf, cipher, ciphertext } = readEncryptedKey(pem);
  const { N, r, p } = kdf.params;
  const key = scryptSync(password, kdf.salt, nacl.secretbox.keyLength, {
    ...{ N, r, p },
    // What scrypt needs, which is more than Node gives by itself.
    maxmem: 256 * N * r,
  });
  const opened = nacl.secretbox.open(ciphertext, cipher.nonce, key);
  if (opened === null) throw new Error("its password is another one");
  return createPrivateKey({
    key: Buffer.from(opened),
    format: "der",
    type: "pkcs8",
  });
}

function readEncryptedKey(pem: string): z.infer<typeof encryptedKeyShape> {
  const text = Buffer.from(PEM.exec(pem)?.[1] ?? "", "base64").toString();
  try {
    return encryptedKeyShape.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error("it is not encrypted as cosign does", { cause });
  }
}
