import { base64UrlEncode } from "../codecs/base64-url";
import { randomBytes } from "./random";

/**
 * Returns a random token in base64url, or `null` where the proxy gives no random bytes: 32
 * bytes, which are 43 characters, unless another size is asked for. 16 are enough for what
 * nobody may guess.
 *
 * ```ts
 * const session = randomToken();
 * if (session != null) this.response.headers.append("set-cookie", "id=" + session);
 * ```
 */
export function randomToken(size: i32 = 32): string | null {
  const bytes = randomBytes(size);
  return bytes == null ? null : base64UrlEncode(bytes);
}
