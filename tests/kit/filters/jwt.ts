import {
  Jwt,
  JwtKeys,
  JwtSecret,
  JwtVerifier,
  parseJwks,
  Sha256,
  utf8Encode,
} from "proxy-wasm-as";
import { input, putText } from "../../module/filters/input-output";

export { place, room } from "../../module/filters/input-output";

const KEY = new JwtSecret<Sha256>(utf8Encode("melon"));
const VERIFIER = JwtVerifier.of(KEY).audience("api").issuer("us").leeway(5);

/** The token's algorithm and key as it says them. */
export function jwtParse(): i32 {
  const jwt = Jwt.parseBytes(input);
  if (jwt == null) return -1;
  const keyId = jwt.keyId;
  return putText(jwt.algorithm + " " + (keyId == null ? "" : keyId));
}

/** The claim `sub` of a token that is to be believed; else the number of its fault. */
export function jwtVerify(): i32 {
  const jwt = VERIFIER.verifyBytes(input);
  let subject: string | null = null;
  if (jwt != null) subject = jwt.text("sub");
  const text =
    subject != null ? subject : "fault " + (<i32>VERIFIER.fault).toString();
  return putText(text);
}

/** Verifies a token that we sign, whose claims are the input. */
export function jwtClaims(): i32 {
  const jwt = VERIFIER.verify(KEY.sign(input));
  return putText(jwt == null ? null : (<i32>VERIFIER.fault).toString());
}

/** How many keys there are, and their names; verifies a token of no key with them. */
export function jwks(): i32 {
  const keys = parseJwks(input);
  if (keys == null) return -1;
  let text = keys.length.toString();
  for (let i = 0; i < keys.length; i++) {
    const keyId = keys[i].keyId;
    text += " " + (keyId == null ? "" : keyId);
  }
  const verifier = new JwtVerifier(new JwtKeys(keys));
  verifier.verify("eyJhbGciOiJSUzI1NiJ9.e30.AAAA");
  return putText(text);
}
