import { ProtobufReader, ProtobufWriter } from "../abi/protobuf";
import { Status } from "../abi/enums";
import { decode } from "../abi/utf8";
import { callForeignFunction } from "./foreign-function";

/**
 * A private key that signs, by the proxy's own cryptography. Envoy 1.40 has RSA with
 * PKCS #1 v1.5 and ECDSA, its signatures in DER; older ones may not sign.
 *
 * ```ts
 * const key = PrivateKey.pem("-----BEGIN PRIVATE KEY-----…");
 * const text = Uint8Array.wrap(String.UTF8.encode("what to sign"));
 * const signature = key.sign("sha256", text);
 * if (signature == null) log.warn("not signed: " + key.error);
 * ```
 */
export class PrivateKey {
  /** Why the last `sign` gave `null`; `""` after one that did not. */
  error: string = "";

  private constructor(
    private readonly derBytes: Uint8Array,
    private readonly pemText: string,
  ) {}

  /** Takes a key in DER, PKCS #8. */
  static der(bytes: Uint8Array): PrivateKey {
    return new PrivateKey(bytes, "");
  }

  /** Takes a key in PEM, `BEGIN PRIVATE KEY`. */
  static pem(text: string): PrivateKey {
    return new PrivateKey(new Uint8Array(0), text);
  }

  /**
   * Returns this key's signature of a text, or `null`, and `error` says why: the
   * key cannot be read, the hash is unknown, or the proxy does not sign. `hash` is
   * one of those of `PublicKey.verify`.
   */
  sign(hash: string, text: Uint8Array): Uint8Array | null {
    const message = new ProtobufWriter();
    message.text(1, hash);
    message.bytes(2, this.derBytes);
    message.bytes(3, text);
    message.text(4, this.pemText);
    const result = callForeignFunction("sign", message.finish());
    if (result.status != Status.Ok) {
      this.error =
        result.status == Status.NotFound
          ? "The proxy does not sign"
          : "The proxy cannot read the key";
      return null;
    }
    return this.read(new ProtobufReader(result.bytes()));
  }

  private read(answer: ProtobufReader): Uint8Array | null {
    let signature: Uint8Array | null = null;
    let isSigned: bool = false;
    this.error = "";
    while (answer.next()) {
      if (answer.field == 1) isSigned = answer.integer == 1;
      if (answer.field == 2) signature = answer.bytes();
      if (answer.field == 3) {
        const bytes = answer.bytes();
        this.error = decode(bytes.dataStart, bytes.byteLength);
      }
    }
    return isSigned ? signature : null;
  }
}
