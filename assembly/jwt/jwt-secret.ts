import { base64UrlEncode } from "../codecs/base64-url";
import { utf8Encode } from "../codecs/utf8";
import { Hash } from "../crypto/hash";
import { Hmac } from "../crypto/hmac";
import { JsonWriter } from "../json/json-writer";
import { Jwt } from "./jwt";
import { JwtKey } from "./jwt-key";

/**
 * A secret of HS256, HS384 or HS512: `new JwtSecret<Sha256>(bytes)`, or with `Sha384` or
 * `Sha512`. RFC 7518, section 3.2, wants as many bytes as the hash has, or more.
 *
 * ```ts
 * const verifier = JwtVerifier.of(new JwtSecret<Sha256>(utf8Encode("secret")));
 * const jwt = verifier.verify("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl");
 * log.info(jwt == null ? verifier.reason : "it is ours");
 * ```
 */
export class JwtSecret<T extends Hash> extends JwtKey {
  private readonly hmac: Hmac<T>;
  private readonly algorithm: string;

  /** Prepares a secret. */
  constructor(secret: Uint8Array) {
    super();
    const hmac = new Hmac<T>(secret);
    this.hmac = hmac;
    this.algorithm = "HS" + (hmac.size * 8).toString();
  }

  /** Tells whether the algorithm is that of the hash. */
  override takes(algorithm: string): bool {
    return algorithm == this.algorithm;
  }

  /** Tells whether the secret signed a token, in a time that does not tell how much fits. */
  override verify(jwt: Jwt): bool {
    return this.hmac.verify(jwt.signed, jwt.signature);
  }

  /** Makes a token of this secret, of claims as JSON in UTF-8. */
  sign(claims: Uint8Array): string {
    const kid = this.keyId;
    const header = new JsonWriter();
    header.beginObject();
    header.key("alg").text(this.algorithm).key("typ").text("JWT");
    if (kid != null) header.key("kid").text(kid);
    header.endObject();
    const signed =
      base64UrlEncode(header.bytes()) + "." + base64UrlEncode(claims);
    return signed + "." + base64UrlEncode(this.hmac.sign(utf8Encode(signed)));
  }
}
