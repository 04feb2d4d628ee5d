/**
 * Why a `JwtVerifier` refuses a token.
 *
 * ```ts
 * const verifier = JwtVerifier.of(new JwtSecret<Sha256>(utf8Encode("secret")));
 * if (verifier.verify("not a token") == null) {
 *   const isExpired = verifier.fault == JwtFault.Expired;
 *   log.info(isExpired ? "log in again" : verifier.reason);
 * }
 * ```
 */
export enum JwtFault {
  /** It is not refused. */
  None,
  /** It is not a token in the compact form, or demands an extension. */
  Malformed,
  /** Its algorithm is not one of the keys', or not one that is allowed; `none` never is. */
  Algorithm,
  /** No key has its `kid`. */
  UnknownKey,
  /** No key signed it. */
  Signature,
  /** Its payload is not an object, or `exp` or `nbf` is not a number. */
  Claims,
  /** It has expired, or has no `exp` where one is required. */
  Expired,
  /** It is not valid yet. */
  NotYetValid,
  /** It is from another issuer. */
  Issuer,
  /** It is for another audience. */
  Audience,
}

/** Says why in a sentence. */
export function jwtFaultText(fault: JwtFault): string {
  switch (fault) {
    case JwtFault.None:
      return "";
    case JwtFault.Malformed:
      return "It is not a JSON Web Token";
    case JwtFault.Algorithm:
      return "Its algorithm is not allowed";
    case JwtFault.UnknownKey:
      return "Its key is not known";
    case JwtFault.Signature:
      return "Its signature is wrong";
    case JwtFault.Claims:
      return "Its claims cannot be read";
    case JwtFault.Expired:
      return "It has expired";
    case JwtFault.NotYetValid:
      return "It is not valid yet";
    case JwtFault.Issuer:
      return "It is from another issuer";
    default:
      return "It is for another audience";
  }
}
