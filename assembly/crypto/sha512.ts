import { compress512 } from "./compress-512";
import { copyWords64, Hash } from "./hash";

/**
 * SHA-512 (FIPS 180-4) of bytes in parts; `sha512` for bytes that are all there.
 *
 * ```ts
 * const hash = new Sha512().update(utf8Encode("a")).updateText("bc").digest();
 * log.info(hexEncode(hash));
 * ```
 */
export class Sha512 extends Hash {
  /** Begins a hash. */
  constructor() {
    super(128, 64);
  }

  /** For the SDK. */
  protected override sdkBegin(state: usize): void {
    begin512(state);
  }

  /** For the SDK. */
  protected override sdkCompress(state: usize, from: usize, end: usize): void {
    compress512(state, from, end);
  }

  /** For the SDK. */
  protected override sdkWrite(state: usize, target: usize): void {
    copyWords64(state, target, 8);
  }
}

/**
 * Returns the SHA-512 of bytes (FIPS 180-4), 64 bytes.
 *
 * ```ts
 * log.info(hexEncode(sha512(utf8Encode("abc"))));
 * ```
 */
export function sha512(bytes: Uint8Array): Uint8Array {
  return new Sha512().update(bytes).digest();
}

function begin512(state: usize): void {
  memory.copy(
    state,
    memory.data<u64>([
      0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b,
      0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f,
      0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
    ]),
    64,
  );
}
