import { fillRandom } from "../crypto/random";

/** Replaces `crypto`. */
export class crypto {
  /**
   * Fills an array with random bytes from the proxy. Throws where the proxy gives
   * none: what should be a secret must not be zeros. `randomBytes` tells instead.
   */
  static getRandomValues(array: Uint8Array): void {
    if (!fillRandom(array.dataStart, array.byteLength)) {
      throw new Error("Cannot get random bytes: the proxy refused random_get");
    }
  }
}
