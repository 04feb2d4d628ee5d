import { compressSha2 } from "./compress-sha2";
import { copyWords, Hash } from "./hash";

/**
 * SHA-256 (FIPS 180-4) of bytes in parts; `sha256` for bytes that are all there.
 *
 * ```ts
 * const hash = new Sha256().update(utf8Encode("a")).updateText("bc").digest();
 * log.info(hexEncode(hash));
 * ```
 */
export class Sha256 extends Hash {
  /** Begins a hash. */
  constructor() {
    super(64, 32);
  }

  /** For the SDK. */
  protected override sdkBegin(state: usize): void {
    begin(state);
  }

  /** For the SDK. */
  protected override sdkCompress(state: usize, from: usize, end: usize): void {
    compressSha2<u32>(state, from, end);
  }

  /** For the SDK. */
  protected override sdkWrite(state: usize, target: usize): void {
    copyWords<u32>(state, target, 8);
  }
}

/**
 * Returns the SHA-256 of bytes (FIPS 180-4), 32 bytes.
 *
 * ```ts
 * log.info(hexEncode(sha256(utf8Encode("abc"))));
 * ```
 */
export function sha256(bytes: Uint8Array): Uint8Array {
  return new Sha256().update(bytes).digest();
}

function begin(state: usize): void {
  memory.copy(
    state,
    memory.data<u32>([
      0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c,
      0x1f83d9ab, 0x5be0cd19,
    ]),
    32,
  );
}
