import {
  createPrivateKey,
  createPublicKey,
  sign as signBytes,
  verify,
  type KeyObject,
} from "node:crypto";
import {
  bytesOf,
  decodeMessage,
  encodeMessage,
  textOf,
  type Fields,
} from "../../abi/protobuf.ts";
import { BAD_ARGUMENT } from "../../abi/status.ts";
import { notEmulated } from "../../base/host-error.ts";
import type { ForeignCall } from "./foreign-call.ts";

const NO_PRIVATE_KEY =
  "Invalid key type: private key required for signing operation.";
const HASH = /^sha(1|224|256|384|512)$/i;

/**
 * Checks a signature of a text with a public key, and returns Envoy's
 * VerifySignatureResult; BadArgument where there is not exactly one key.
 *
 *     verifySignature(call)
 */
export function verifySignature({
  argument,
}: ForeignCall): Uint8Array | number {
  const fields = decodeMessage(argument);
  if (fields === null || !hasOneKey(fields, 2, 5)) return BAD_ARGUMENT;
  const hash = textOf(fields, 1);
  if (!HASH.test(hash)) return failed(2, `${hash} is not supported.`);
  const key = readable(() => publicKey(bytesOf(fields, 2), textOf(fields, 5)));
  if (key === null) return failed(2, "Failed to initialize digest verify.");
  const isValid = verify(hash, bytesOf(fields, 4), key, bytesOf(fields, 3));
  if (isValid) return encodeMessage([[1, true]]);
  return failed(2, "Failed to verify digest. Error code: 0");
}

/** Signs a text with a private key, and returns Envoy's SignResult. */
export function sign({ argument }: ForeignCall): Uint8Array | number {
  const fields = decodeMessage(argument);
  if (fields === null || !hasOneKey(fields, 2, 4)) return BAD_ARGUMENT;
  const hash = textOf(fields, 1);
  if (!HASH.test(hash)) return failed(3, `${hash} is not supported.`);
  const key = readable(() => privateKey(bytesOf(fields, 2), textOf(fields, 4)));
  if (key === null) return failed(3, NO_PRIVATE_KEY);
  return encodeMessage([
    [1, true],
    [2, signBytes(hash, bytesOf(fields, 3), key)],
  ]);
}

/** Whether there is a key either as DER or as PEM. */
function hasOneKey(fields: Fields, der: number, pem: number): boolean {
  return bytesOf(fields, der).length > 0 !== bytesOf(fields, pem).length > 0;
}

function publicKey(der: Buffer, pem: string): KeyObject | null {
  if (pem === "") {
    return createPublicKey({ key: der, format: "der", type: "spki" });
  }
  // Node would also derive a public key from a private one.
  return pem.includes("BEGIN PUBLIC KEY") ? createPublicKey(pem) : null;
}

function privateKey(der: Buffer, pem: string): KeyObject {
  if (pem !== "") return createPrivateKey(pem);
  return createPrivateKey({ key: der, format: "der", type: "pkcs8" });
}

function readable(read: () => KeyObject | null): KeyObject | null {
  let key: KeyObject | null;
  try {
    key = read();
  } catch {
    return null;
  }
  const type = key?.asymmetricKeyType;
  if (type !== undefined && type !== "rsa" && type !== "ec") {
    throw notEmulated(`A key of the type ${type}`);
  }
  return key;
}

function failed(field: number, message: string): Buffer {
  return encodeMessage([[field, message]]);
}
