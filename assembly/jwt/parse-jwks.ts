import { base64UrlDecode } from "../codecs/base64-url";
import { JsonReader } from "../json/json-reader";
import { Der, derBits, derInteger, derOf, derPair } from "./der";
import { JwtKey } from "./jwt-key";
import { JwtPublicKey } from "./jwt-public-key";

/** The least size of a modulus in bytes, RFC 7518, section 3.3, and what Envoy takes. */
const MIN_MODULUS: i32 = 256;
const MAX_MODULUS: i32 = 2048;

/**
 * Reads a set of keys (JWKS, RFC 7517): its RSA keys of 2,048 bits or more, and its EC keys
 * of P-256, P-384 and P-521. Other keys, and those for encryption, are left out, as the RFC
 * says; secrets (`oct`) too. Returns `null` where it is not such a set.
 *
 * ```ts
 * const keys = parseJwks(utf8Encode('{"keys":[]}'));
 * log.info(keys == null ? "not a set of keys" : `${keys.length} keys`);
 * ```
 */
export function parseJwks(json: Uint8Array): JwtKey[] | null {
  const reader = JsonReader.of(json);
  const keys: JwtKey[] = [];
  let isSet = false;
  if (!reader.enterObject()) return null;
  while (reader.nextKey()) {
    if (!reader.keyIs("keys")) continue;
    if (!reader.enterList()) return null;
    isSet = true;
    while (reader.nextItem()) {
      const key = readKey(reader);
      if (key != null) keys.push(key);
    }
  }
  return reader.finish() && isSet ? keys : null;
}

/** The members of a key that we read. */
class Members {
  type: string = "";
  use: string = "sig";
  algorithm: string = "";
  keyId: string | null = null;
  curve: string = "";
  n: string = "";
  e: string = "";
  x: string = "";
  y: string = "";
}

function readKey(reader: JsonReader): JwtKey | null {
  const members = new Members();
  if (!reader.enterObject()) return null;
  while (reader.nextKey()) {
    if (reader.keyIs("kty")) members.type = reader.readTextOr("");
    else if (reader.keyIs("use")) members.use = reader.readTextOr("");
    else if (reader.keyIs("alg")) members.algorithm = reader.readTextOr("?");
    else if (reader.keyIs("kid")) members.keyId = reader.readText();
    else if (reader.keyIs("crv")) members.curve = reader.readTextOr("");
    else if (reader.keyIs("n")) members.n = reader.readTextOr("");
    else if (reader.keyIs("e")) members.e = reader.readTextOr("");
    else if (reader.keyIs("x")) members.x = reader.readTextOr("");
    else if (reader.keyIs("y")) members.y = reader.readTextOr("");
  }
  if (members.use != "sig") return null;
  const key =
    members.type == "RSA"
      ? rsaKey(members)
      : members.type == "EC"
        ? ecKey(members)
        : null;
  if (key != null) key.keyId = members.keyId;
  return key;
}

function rsaKey(members: Members): JwtKey | null {
  const given = members.algorithm;
  const isOurs =
    given == "" || given == "RS256" || given == "RS384" || given == "RS512";
  const modulus = base64UrlDecode(members.n);
  const exponent = base64UrlDecode(members.e);
  if (!isOurs || modulus == null || exponent == null) return null;
  // As libraries write a sign in front of it.
  const size = modulus.length - i32(modulus.length > 0 && modulus[0] == 0);
  if (size < MIN_MODULUS || size > MAX_MODULUS) return null;
  if (exponent.length == 0 || exponent.length > 4) return null;
  const algorithm = given == "" ? "RS" : given;
  const key = derPair(derInteger(modulus), derInteger(exponent));
  // rsaEncryption, 1.2.840.113549.1.1.1, with parameters of NULL.
  const id = bytesAt(
    memory.data<u8>([
      0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01,
      0x01, 0x05, 0x00,
    ]),
    15,
  );
  return JwtPublicKey.der(algorithm, derPair(id, derBits(key)));
}

function ecKey(members: Members): JwtKey | null {
  const curve = members.curve;
  const size =
    curve == "P-256" ? 32 : curve == "P-384" ? 48 : curve == "P-521" ? 66 : 0;
  if (size == 0) return null;
  const algorithm = size == 32 ? "ES256" : size == 48 ? "ES384" : "ES512";
  if (members.algorithm != "" && members.algorithm != algorithm) return null;
  const x = base64UrlDecode(members.x);
  const y = base64UrlDecode(members.y);
  if (x == null || y == null || x.length != size || y.length != size) {
    return null;
  }
  const point = new Uint8Array(1 + 2 * size);
  // Not compressed, SEC 1, section 2.3.3.
  point[0] = 4;
  point.set<Uint8Array>(x, 1);
  point.set<Uint8Array>(y, 1 + size);
  const id = derOf(Der.Sequence, curveId(size));
  return JwtPublicKey.der(algorithm, derPair(id, derBits(point)));
}

/** Returns the identifiers of EC keys, 1.2.840.10045.2.1, and of a curve. */
function curveId(size: i32): Uint8Array {
  if (size == 32) {
    return bytesAt(
      memory.data<u8>([
        0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a,
        0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07,
      ]),
      19,
    );
  }
  const id = bytesAt(
    memory.data<u8>([
      0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x05, 0x2b,
      0x81, 0x04, 0x00, 0x22,
    ]),
    16,
  );
  if (size == 66) id[15] = 0x23;
  return id;
}

function bytesAt(at: usize, size: i32): Uint8Array {
  const bytes = new Uint8Array(size);
  memory.copy(bytes.dataStart, at, size);
  return bytes;
}
