import { decodeBase64Url } from "../codecs/base64-url";
import { utf8Encode } from "../codecs/utf8";
import { JsonReader } from "../json/json-reader";
import { JwtHeader } from "./jwt-header";

const DOT: u8 = 0x2e;

/**
 * A JSON Web Token (RFC 7519) in its compact form. That it could be read says nothing about
 * who made it: only what `JwtVerifier` returns is to be believed.
 *
 * ```ts
 * const jwt = Jwt.parse("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl");
 * if (jwt != null) log.info(jwt.algorithm + " " + jwt.text("sub")!);
 * ```
 */
export class Jwt {
  private constructor(
    private readonly sdkToken: Uint8Array,
    private readonly sdkHeader: JwtHeader,
    /** Where the second dot is. */
    private readonly sdkEnd: i32,
    /**
     * The payload, decoded: for a token that is verified, an object of claims in JSON.
     *
     * ```ts
     * class Claims extends JsonModel {
     *   @required
     *   scope: string = "";
     * }
     * function scopeOf(jwt: Jwt): string {
     *   const claims = readModel<Claims>(JsonReader.of(jwt.payload));
     *   return claims == null ? "" : claims.scope;
     * }
     * ```
     */
    readonly payload: Uint8Array,
    /** The third part, decoded. */
    readonly signature: Uint8Array,
  ) {}

  /**
   * Reads a token: three parts in base64url without padding, the first an object with `alg`.
   * Returns `null` for everything else, and for a header with `crit`, which demands an
   * extension. That the payload is JSON is looked at by `JwtVerifier`.
   */
  static parse(token: string): Jwt | null {
    return Jwt.sdkParse(utf8Encode(token), null);
  }

  /** As `parse`, of a token in bytes, which must not be changed afterwards. */
  static parseBytes(token: Uint8Array): Jwt | null {
    return Jwt.sdkParse(token, null);
  }

  /** As `parseBytes`; a header that is the same as a known one is not read again. */
  static sdkParse(token: Uint8Array, known: JwtHeader | null): Jwt | null {
    const start = token.dataStart;
    const size = token.length;
    const first = nextDot(start, 0, size);
    const second = nextDot(start, first + 1, size);
    if (second >= size) return null;
    // A third dot would not be a digit of base64url.
    const signature = decodeBase64Url(start + second + 1, size - second - 1);
    if (signature == null) return null;
    const header =
      known != null && known.is(start, first)
        ? known
        : JwtHeader.read(start, first);
    if (header == null) return null;
    const payload = decodeBase64Url(start + first + 1, second - first - 1);
    if (payload == null) return null;
    return new Jwt(token, header, second, payload, signature);
  }

  /** The `alg` of the header, such as `HS256`. */
  get algorithm(): string {
    return this.sdkHeader.algorithm;
  }

  /** The `kid` of the header, which names a key; `null` where there is none. */
  get keyId(): string | null {
    return this.sdkHeader.keyId;
  }

  /** The `typ` of the header, such as `JWT` or `at+jwt`; `null` where there is none. */
  get type(): string | null {
    return this.sdkHeader.type;
  }

  /** What is signed: the first two parts with the dot between them, as they are. */
  get signed(): Uint8Array {
    return this.sdkToken.subarray(0, this.sdkEnd);
  }

  /** Returns a claim that is a text, such as `sub`; `null` where it is not there or none. */
  text(claim: string): string | null {
    const reader = JsonReader.of(this.payload);
    let text: string | null = null;
    if (reader.enterObject()) {
      while (reader.nextKey()) {
        if (reader.keyIs(claim)) text = reader.readText();
      }
    }
    return reader.finish() ? text : null;
  }

  /** The header; for the SDK. */
  get sdkParsedHeader(): JwtHeader {
    return this.sdkHeader;
  }
}

/** Returns where the next dot is, or the size. */
function nextDot(start: usize, from: i32, size: i32): i32 {
  let at = from;
  while (at < size && load<u8>(start + at) != DOT) at++;
  return at;
}
