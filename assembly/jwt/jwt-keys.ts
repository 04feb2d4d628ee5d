import { JwtKey } from "./jwt-key";

/**
 * The keys that a `JwtVerifier` has: some that are given, or a `RemoteJwks`.
 *
 * ```ts
 * const old = new JwtSecret<Sha256>(utf8Encode("old secret"));
 * const verifier = new JwtVerifier(
 *   new JwtKeys([new JwtSecret<Sha256>(utf8Encode("new secret")), old]),
 * );
 * const jwt = verifier.verify("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl");
 * log.info(jwt == null ? verifier.reason : "it is ours");
 * ```
 */
export class JwtKeys {
  /** Takes a list of keys. */
  constructor(
    /** The keys; a list in its place changes them. */
    public list: JwtKey[],
  ) {}

  /** Tells whether a key has this `kid`. */
  has(keyId: string): bool {
    const list = this.list;
    for (let i = 0; i < list.length; i++) {
      const own = list[i].keyId;
      if (own != null && own == keyId) return true;
    }
    return false;
  }
}
