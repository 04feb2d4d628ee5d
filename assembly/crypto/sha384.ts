import { compress512 } from "./compress-512";
import { copyWords64, Hash } from "./hash";

/**
 * SHA-384 (FIPS 180-4) of bytes in parts; `sha384` for bytes that are all there.
 *
 * ```ts
 * const hash = new Sha384().update(utf8Encode("a")).updateText("bc").digest();
 * log.info(hexEncode(hash));
 * ```
 */
export class Sha384 extends Hash {
  /** Begins a hash. */
  constructor() {
    super(128, 48);
  }

  /** For the SDK. */
  protected override sdkBegin(state: usize): void {
    begin384(state);
  }

  /** For the SDK. */
  protected override sdkCompress(state: usize, from: usize, end: usize): void {
    compress512(state, from, end);
  }

  /** For the SDK. */
  protected override sdkWrite(state: usize, target: usize): void {
    copyWords64(state, target, 6);
  }
}

/**
 * Returns the SHA-384 of bytes (FIPS 180-4), 48 bytes.
 *
 * ```ts
 * log.info(hexEncode(sha384(utf8Encode("abc"))));
 * ```
 */
export function sha384(bytes: Uint8Array): Uint8Array {
  return new Sha384().update(bytes).digest();
}

function begin384(state: usize): void {
  memory.copy(
    state,
    memory.data<u64>([
      0xcbbb9d5dc1059ed8, 0x629a292a367cd507, 0x9159015a3070dd17,
      0x152fecd8f70e5939, 0x67332667ffc00b31, 0x8eb44a8768581511,
      0xdb0c2e0d64f98fa7, 0x47b5481dbefa4fa4,
    ]),
    64,
  );
}
