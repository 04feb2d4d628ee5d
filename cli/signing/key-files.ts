import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { CliError } from "../base/cli-error.ts";
import { readFileOf } from "../base/read-file-of.ts";
import { decryptCosignKey, isCosignKey } from "./cosign-key.ts";

/** The variable in which cosign looks for the password of a key, too. */
const PASSWORD = "COSIGN_PASSWORD";

/**
 * Reads the private key that signs: an ECDSA key on P-256, in PEM, as `cosign
 * generate-key-pair` or `openssl ecparam -name prime256v1 -genkey` make it. The
 * password of an encrypted one is in `$COSIGN_PASSWORD`. Throws a CliError where the
 * file has no such key.
 */
export async function readSigningKey(
  file: string,
  env: NodeJS.ProcessEnv,
): Promise<KeyObject> {
  const pem = (await readFileOf("the key", file)).toString();
  const password = env[PASSWORD];
  if (/ENCRYPTED/.test(pem) && password === undefined) {
    throw new CliError(
      `The key in ${file} is encrypted: put its password into $${PASSWORD}.`,
    );
  }
  return checked(file, () =>
    isCosignKey(pem)
      ? decryptCosignKey(pem, password ?? "")
      : createPrivateKey({ key: pem, passphrase: password }),
  );
}

/** Reads the public key that a signature is checked with, in PEM. */
export async function readVerifyingKey(file: string): Promise<KeyObject> {
  const pem = await readFileOf("the key", file);
  return checked(file, () => createPublicKey(pem));
}

function checked(file: string, read: () => KeyObject): KeyObject {
  let key: KeyObject;
  try {
    key = read();
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new CliError(
      `Cannot use the key in ${file}: ${reason}. Name a key in PEM, as cosign generate-key-pair makes it.`,
      { cause },
    );
  }
  const { namedCurve } = key.asymmetricKeyDetails ?? {};
  if (namedCurve === "prime256v1") return key;
  throw new CliError(
    `Cannot use the key in ${file}: it is ${namedCurve ?? key.asymmetricKeyType}, and not an ECDSA key on P-256, as cosign generate-key-pair makes it.`,
  );
}
