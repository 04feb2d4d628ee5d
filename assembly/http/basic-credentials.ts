import { decode } from "../abi/utf8";

const COLON: u32 = 0x3a;

/**
 * User and password of the scheme `Basic`, RFC 7617.
 *
 * ```ts
 * const basic = Authorization.basicOf(this.request.headers);
 * if (basic != null) log.info(basic.user);
 * ```
 */
export class BasicCredentials {
  private constructor(
    /** The user; `""` is one. */
    readonly user: string,
    /** The password, which may have colons; compare it in constant time. */
    readonly password: string,
  ) {}

  /** Reads what base64 has hidden; `null` without a colon, or with a control. */
  static ofBytes(bytes: Uint8Array): BasicCredentials | null {
    let colon = -1;
    for (let i = 0; i < bytes.length; i++) {
      const byte: u32 = bytes[i];
      if (byte < 0x20 || byte == 0x7f) return null;
      if (byte == COLON && colon < 0) colon = i;
    }
    if (colon < 0) return null;
    const at = bytes.dataStart;
    const rest = bytes.length - colon - 1;
    return new BasicCredentials(
      decode(at, colon),
      decode(at + colon + 1, rest),
    );
  }
}
