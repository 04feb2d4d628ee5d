import { PublicKey } from "../api/public-key";
import { derInteger, derPair } from "./der";
import { Jwt } from "./jwt";
import { JwtKey } from "./jwt-key";

/**
 * A public key of RS256, RS384, RS512, ES256, ES384 or ES512; the proxy verifies, see
 * `PublicKey`. Envoy 1.40 has no PSS (PS256 and the like) and no EdDSA for filters, so no
 * key takes them.
 *
 * ```ts
 * const key = JwtPublicKey.pem("RS256", "-----BEGIN PUBLIC KEY-----…");
 * const verifier = JwtVerifier.of(key);
 * const jwt = verifier.verify("eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl");
 * log.info(jwt == null ? verifier.reason + key.error : "it is theirs");
 * ```
 */
export class JwtPublicKey extends JwtKey {
  private constructor(
    private readonly algorithm: string,
    private readonly key: PublicKey,
  ) {
    super();
  }

  /**
   * Takes a key in PEM, `BEGIN PUBLIC KEY`, and the one algorithm that it is for: one of the
   * six, or `RS` for RS256, RS384 and RS512. Throws for another.
   */
  static pem(algorithm: string, text: string): JwtPublicKey {
    return JwtPublicKey.of(algorithm, PublicKey.pem(text));
  }

  /** Takes a key in DER, the SubjectPublicKeyInfo of RFC 5280; see `pem`. */
  static der(algorithm: string, bytes: Uint8Array): JwtPublicKey {
    return JwtPublicKey.of(algorithm, PublicKey.der(bytes));
  }

  private static of(algorithm: string, key: PublicKey): JwtPublicKey {
    if (algorithm != "RS" && sizeOf(algorithm) == 0) {
      throw new Error(
        "Cannot verify " +
          algorithm +
          ": proxies verify RS256, RS384, RS512, ES256, ES384 and ES512",
      );
    }
    return new JwtPublicKey(algorithm, key);
  }

  /** Tells whether the key is for an algorithm. */
  override takes(algorithm: string): bool {
    if (algorithm == this.algorithm) return algorithm != "RS";
    return (
      this.algorithm == "RS" &&
      algorithm.startsWith("RS") &&
      sizeOf(algorithm) != 0
    );
  }

  /** Tells whether the key signed a token. */
  override verify(jwt: Jwt): bool {
    const algorithm = jwt.algorithm;
    let signature = jwt.signature;
    if (algorithm.startsWith("ES")) {
      const size = coordinateSize(algorithm);
      if (signature.length != 2 * size) return false;
      signature = derPair(
        derInteger(signature.subarray(0, size)),
        derInteger(signature.subarray(size)),
      );
    }
    return this.key.verify("sha" + algorithm.slice(2), signature, jwt.signed);
  }

  /** Why the last `verify` was false, in the proxy's words; `""` where it does not say. */
  get error(): string {
    return this.key.error;
  }
}

/** The bits of an algorithm's hash; 0 for an algorithm that no public key has. */
function sizeOf(algorithm: string): i32 {
  if (algorithm == "RS256" || algorithm == "ES256") return 256;
  if (algorithm == "RS384" || algorithm == "ES384") return 384;
  return algorithm == "RS512" || algorithm == "ES512" ? 512 : 0;
}

/** How many bytes each of the two numbers of a signature has, RFC 7518, section 3.4. */
function coordinateSize(algorithm: string): i32 {
  return algorithm == "ES256" ? 32 : algorithm == "ES384" ? 48 : 66;
}
