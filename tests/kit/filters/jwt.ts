import {
  Jwt,
  JwtKeys,
  JwtSecret,
  JwtVerifier,
  parseJwks,
  Sha256,
  utf8Encode,
} from "proxy-wasm-as";

let input: Uint8Array = new Uint8Array(0);
let output: Uint8Array = new Uint8Array(0);

/** Makes room for an input, and returns where it is. */
export function room(size: i32): usize {
  input = new Uint8Array(0);
  output = input;
  __collect();
  input = new Uint8Array(size);
  return input.dataStart;
}

/** Where the last result is. */
export function place(): usize {
  return output.dataStart;
}

const KEY = new JwtSecret<Sha256>(utf8Encode("melon"));
const VERIFIER = JwtVerifier.of(KEY).audience("api").issuer("us").leeway(5);

/** The token's algorithm and key as it says them. */
export function jwtParse(): i32 {
  const jwt = Jwt.parseBytes(input);
  if (jwt == null) return -1;
  const keyId = jwt.keyId;
  output = utf8Encode(jwt.algorithm + " " + (keyId == null ? "" : keyId));
  return output.length;
}

/** The claim `sub` of a token that is to be believed; else the number of its fault. */
export function jwtVerify(): i32 {
  const jwt = VERIFIER.verifyBytes(input);
  let subject: string | null = null;
  if (jwt != null) subject = jwt.text("sub");
  const text =
    subject != null ? subject : "fault " + (<i32>VERIFIER.fault).toString();
  output = utf8Encode(text);
  return output.length;
}

/** Verifies a token that we sign, whose claims are the input. */
export function jwtClaims(): i32 {
  const jwt = VERIFIER.verify(KEY.sign(input));
  output = utf8Encode((<i32>VERIFIER.fault).toString());
  return jwt == null ? -1 : output.length;
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
  output = utf8Encode(text);
  return output.length;
}
