import { fillRandom } from "../api/random";

/** Takes the place of `crypto`. */
export class crypto {
  /** Fills an array with random bytes from the proxy. */
  static getRandomValues(array: Uint8Array): void {
    fillRandom(array.dataStart, array.byteLength);
  }
}
