import { ProtobufReader, ProtobufWriter } from "../abi/protobuf";
import { Status } from "../abi/enums";
import { decode } from "../abi/utf8";
import { callForeignFunction } from "./foreign-function";

/**
 * A public key that verifies signatures, by the proxy's own cryptography. Envoy 1.40
 * has RSA with PKCS #1 v1.5 and ECDSA, its signatures in DER; no Ed25519. For a
 * signature that was not made for the text, or a key or a hash that the proxy
 * does not know, `verify` is false.
 *
 * ```ts
 * const key = PublicKey.pem("-----BEGIN PUBLIC KEY-----…");
 * const signature = this.request.headers.getBytes("x-signature");
 * const text = Uint8Array.wrap(String.UTF8.encode("what was signed"));
 * if (signature == null || !key.verify("sha256", signature, text)) {
 *   log.warn("not signed: " + key.error);
 * }
 * ```
 */
export class PublicKey {
  /** Why the last `verify` was false; `""` after one that was true. */
  error: string = "";

  private constructor(
    private readonly derBytes: Uint8Array,
    private readonly pemText: string,
  ) {}

  /** Takes a key in DER, the SubjectPublicKeyInfo of RFC 5280. */
  static der(bytes: Uint8Array): PublicKey {
    return new PublicKey(bytes, "");
  }

  /** Takes a key in PEM, `BEGIN PUBLIC KEY`; older Envoys take DER only. */
  static pem(text: string): PublicKey {
    return new PublicKey(new Uint8Array(0), text);
  }

  /**
   * Tells whether a signature is this key's for a text; `error` says why not.
   * False, too, where the key cannot be read or the proxy has no such function.
   *
   * `hash` is `sha1`, `sha224`, `sha256`, `sha384` or `sha512`, as is in Envoy.
   */
  verify(hash: string, signature: Uint8Array, text: Uint8Array): bool {
    const message = new ProtobufWriter();
    message.text(1, hash);
    message.bytes(2, this.derBytes);
    message.bytes(3, signature);
    message.bytes(4, text);
    message.text(5, this.pemText);
    const result = callForeignFunction("verify_signature", message.finish());
    if (result.status != Status.Ok) {
      this.error =
        result.status == Status.NotFound
          ? "The proxy verifies no signatures"
          : "The proxy cannot read the key";
      return false;
    }
    return this.read(new ProtobufReader(result.bytes()));
  }

  private read(answer: ProtobufReader): bool {
    let isValid: bool = false;
    this.error = "";
    while (answer.next()) {
      if (answer.field == 1) isValid = answer.integer == 1;
      if (answer.field == 2) {
        const bytes = answer.bytes();
        this.error = decode(bytes.dataStart, bytes.byteLength);
      }
    }
    return isValid;
  }
}
