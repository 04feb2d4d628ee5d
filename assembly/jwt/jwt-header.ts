import { decodeBase64Url } from "../codecs/base64-url";
import { JsonReader } from "../json/json-reader";

/** The first part of a token (RFC 7515, section 4), read. */
export class JwtHeader {
  constructor(
    /** The part as the token has it, in base64url. */
    readonly segment: Uint8Array,
    readonly algorithm: string,
    readonly keyId: string | null,
    readonly type: string | null,
  ) {}

  /** Tells whether a part in memory is this one. */
  is(at: usize, size: i32): bool {
    const own = this.segment;
    return own.length == size && memory.compare(own.dataStart, at, size) == 0;
  }

  /**
   * Reads a part; `null` where it is not an object with a text `alg`, where `kid` or `typ`
   * are not texts, and where it has `crit`: we know no extension that a token may demand.
   */
  static read(at: usize, size: i32): JwtHeader | null {
    const bytes = decodeBase64Url(at, size);
    if (bytes == null) return null;
    const reader = JsonReader.of(bytes);
    if (!reader.enterObject()) return null;
    let algorithm: string | null = null;
    let keyId: string | null = null;
    let type: string | null = null;
    while (reader.nextKey()) {
      if (reader.keyIs("alg")) {
        if (algorithm != null) return null;
        algorithm = reader.readText();
        if (algorithm == null) return null;
      } else if (reader.keyIs("kid")) {
        if (keyId != null) return null;
        keyId = reader.readText();
        if (keyId == null) return null;
      } else if (reader.keyIs("typ")) {
        type = reader.readText();
        if (type == null) return null;
      } else if (reader.keyIs("crit")) return null;
    }
    if (!reader.finish() || algorithm == null) return null;
    const segment = new Uint8Array(size);
    memory.copy(segment.dataStart, at, size);
    return new JwtHeader(segment, algorithm, keyId, type);
  }
}
