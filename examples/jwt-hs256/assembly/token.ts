import { base64UrlDecode, parseJson } from "proxy-wasm-as";

/** A JSON Web Token, RFC 7519, whose signature nobody has looked at yet. */
export class Token {
  private constructor(
    /** What is signed. */
    readonly signed: Uint8Array,
    readonly signature: Uint8Array,
    private readonly payload: string,
  ) {}

  /** Reads a token; `null` where the text is not one. */
  static parse(text: string): Token | null {
    const parts = text.split(".");
    if (parts.length != 3) return null;
    const payload = base64UrlDecode(parts[1]);
    const signature = base64UrlDecode(parts[2]);
    if (payload == null || signature == null) return null;
    const signed = String.UTF8.encode(parts[0] + "." + parts[1]);
    return new Token(
      Uint8Array.wrap(signed),
      signature,
      String.UTF8.decodeUnsafe(payload.dataStart, payload.length),
    );
  }

  /** Tells whether it is too old, or does not say in a number how old it may get. */
  isExpiredAt(milliseconds: i64): bool {
    const claims = parseJson(this.payload);
    if (claims == null) return true;
    const expires = claims.get("exp");
    if (expires == null) return false;
    return <f64>milliseconds >= expires.numberOr(0) * 1000;
  }
}
