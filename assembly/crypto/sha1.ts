import { copyWords32, Hash } from "./hash";

/**
 * SHA-1 (FIPS 180-4) of bytes in parts; `sha1` for bytes that are all there. It is broken:
 * two texts of the same hash can be made. Use it only where a protocol wants it.
 *
 * ```ts
 * const hash = new Sha1().update(utf8Encode("a")).updateText("bc").digest();
 * log.info(hexEncode(hash));
 * ```
 */
export class Sha1 extends Hash {
  /** Begins a hash. */
  constructor() {
    super(64, 20);
  }

  /** For the SDK. */
  protected override sdkBegin(state: usize): void {
    store<u32>(state, 0x67452301);
    store<u32>(state, 0xefcdab89, 4);
    store<u32>(state, 0x98badcfe, 8);
    store<u32>(state, 0x10325476, 12);
    store<u32>(state, 0xc3d2e1f0, 16);
  }

  /** For the SDK. */
  protected override sdkCompress(state: usize, from: usize, end: usize): void {
    compress(state, from, end);
  }

  /** For the SDK. */
  protected override sdkWrite(state: usize, target: usize): void {
    // An even number of words; the state is not needed any more.
    copyWords32(state, state, 6);
    memory.copy(target, state, 20);
  }
}

/**
 * Returns the SHA-1 of bytes (FIPS 180-4), 20 bytes; see `Sha1`.
 *
 * ```ts
 * log.info(hexEncode(sha1(utf8Encode("abc"))));
 * ```
 */
export function sha1(bytes: Uint8Array): Uint8Array {
  return new Sha1().update(bytes).digest();
}

/** Adds whole blocks to a state, FIPS 180-4, 6.1.2. */
function compress(state: usize, from: usize, end: usize): void {
  const w = memory.data(384, 4);
  for (let block = from; block < end; block += 64) {
    copyWords32(block, w, 16);
    let a = load<u32>(state);
    let b = load<u32>(state, 4);
    let c = load<u32>(state, 8);
    let d = load<u32>(state, 12);
    let e = load<u32>(state, 16);
    // Five rounds at a time, after which each word has its own name again. The last sixteen
    // make words that no round takes.
    for (let i: usize = 0; i < 80; i += 20) {
      e += rotl(a, 5) + choice(b, c, d) + 0x5a827999 + load<u32>(w + i);
      b = rotl(b, 30);
      d += rotl(e, 5) + choice(a, b, c) + 0x5a827999 + load<u32>(w + i, 4);
      a = rotl(a, 30);
      c += rotl(d, 5) + choice(e, a, b) + 0x5a827999 + load<u32>(w + i, 8);
      e = rotl(e, 30);
      b += rotl(c, 5) + choice(d, e, a) + 0x5a827999 + load<u32>(w + i, 12);
      d = rotl(d, 30);
      a += rotl(b, 5) + choice(c, d, e) + 0x5a827999 + load<u32>(w + i, 16);
      c = rotl(c, 30);
      Schedule.extend(w + i);
    }
    for (let i: usize = 80; i < 160; i += 20) {
      e += rotl(a, 5) + (b ^ c ^ d) + 0x6ed9eba1 + load<u32>(w + i);
      b = rotl(b, 30);
      d += rotl(e, 5) + (a ^ b ^ c) + 0x6ed9eba1 + load<u32>(w + i, 4);
      a = rotl(a, 30);
      c += rotl(d, 5) + (e ^ a ^ b) + 0x6ed9eba1 + load<u32>(w + i, 8);
      e = rotl(e, 30);
      b += rotl(c, 5) + (d ^ e ^ a) + 0x6ed9eba1 + load<u32>(w + i, 12);
      d = rotl(d, 30);
      a += rotl(b, 5) + (c ^ d ^ e) + 0x6ed9eba1 + load<u32>(w + i, 16);
      c = rotl(c, 30);
      Schedule.extend(w + i);
    }
    for (let i: usize = 160; i < 240; i += 20) {
      e += rotl(a, 5) + majority(b, c, d) + 0x8f1bbcdc + load<u32>(w + i);
      b = rotl(b, 30);
      d += rotl(e, 5) + majority(a, b, c) + 0x8f1bbcdc + load<u32>(w + i, 4);
      a = rotl(a, 30);
      c += rotl(d, 5) + majority(e, a, b) + 0x8f1bbcdc + load<u32>(w + i, 8);
      e = rotl(e, 30);
      b += rotl(c, 5) + majority(d, e, a) + 0x8f1bbcdc + load<u32>(w + i, 12);
      d = rotl(d, 30);
      a += rotl(b, 5) + majority(c, d, e) + 0x8f1bbcdc + load<u32>(w + i, 16);
      c = rotl(c, 30);
      Schedule.extend(w + i);
    }
    for (let i: usize = 240; i < 320; i += 20) {
      e += rotl(a, 5) + (b ^ c ^ d) + 0xca62c1d6 + load<u32>(w + i);
      b = rotl(b, 30);
      d += rotl(e, 5) + (a ^ b ^ c) + 0xca62c1d6 + load<u32>(w + i, 4);
      a = rotl(a, 30);
      c += rotl(d, 5) + (e ^ a ^ b) + 0xca62c1d6 + load<u32>(w + i, 8);
      e = rotl(e, 30);
      b += rotl(c, 5) + (d ^ e ^ a) + 0xca62c1d6 + load<u32>(w + i, 12);
      d = rotl(d, 30);
      a += rotl(b, 5) + (c ^ d ^ e) + 0xca62c1d6 + load<u32>(w + i, 16);
      c = rotl(c, 30);
      Schedule.extend(w + i);
    }
    store<u32>(state, load<u32>(state) + a);
    store<u32>(state, load<u32>(state, 4) + b, 4);
    store<u32>(state, load<u32>(state, 8) + c, 8);
    store<u32>(state, load<u32>(state, 12) + d, 12);
    store<u32>(state, load<u32>(state, 16) + e, 16);
  }
}

/** The message schedule, FIPS 180-4, 6.1.2. A class, since only methods can be `@inline`. */
class Schedule {
  /** Makes five words, the sixteenth after that at `w` and those behind it. */
  @inline
  static extend(w: usize): void {
    store<u32>(
      w,
      next(load<u32>(w, 52), load<u32>(w, 32), load<u32>(w, 8), load<u32>(w)),
      64,
    );
    store<u32>(
      w,
      next(
        load<u32>(w, 56),
        load<u32>(w, 36),
        load<u32>(w, 12),
        load<u32>(w, 4),
      ),
      68,
    );
    store<u32>(
      w,
      next(
        load<u32>(w, 60),
        load<u32>(w, 40),
        load<u32>(w, 16),
        load<u32>(w, 8),
      ),
      72,
    );
    store<u32>(
      w,
      next(
        load<u32>(w, 64),
        load<u32>(w, 44),
        load<u32>(w, 20),
        load<u32>(w, 12),
      ),
      76,
    );
    store<u32>(
      w,
      next(
        load<u32>(w, 68),
        load<u32>(w, 48),
        load<u32>(w, 24),
        load<u32>(w, 16),
      ),
      80,
    );
  }
}

function next(x: u32, y: u32, z: u32, v: u32): u32 {
  return rotl(x ^ y ^ z ^ v, 1);
}

/** The bits of `y` where `x` has ones, and those of `z` elsewhere. */
function choice(x: u32, y: u32, z: u32): u32 {
  return z ^ (x & (y ^ z));
}

function majority(x: u32, y: u32, z: u32): u32 {
  return (x & y) | (z & (x | y));
}
