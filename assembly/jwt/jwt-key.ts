import { Jwt } from "./jwt";

/**
 * A key that verifies tokens: `JwtSecret`, or `JwtPublicKey`. It takes tokens of its own
 * algorithms alone, whatever a token claims; `none` is never taken.
 *
 * ```ts
 * const key: JwtKey = new JwtSecret<Sha256>(utf8Encode("secret"));
 * const jwt = Jwt.parse("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl");
 * if (jwt != null && key.takes(jwt.algorithm) && key.verify(jwt)) log.info("signed");
 * ```
 */
export abstract class JwtKey {
  /** The `kid` of tokens that are for this key; `null` for a key that takes any. */
  keyId: string | null = null;

  /** Tells whether the key is for an algorithm, by its name in RFC 7518, section 3.1. */
  abstract takes(algorithm: string): bool;

  /** Tells whether the key signed a token whose algorithm it takes. */
  abstract verify(jwt: Jwt): bool;
}
