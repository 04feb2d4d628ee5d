import { copyWords32, Hash } from "./hash";

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
    compress(state, from, end);
  }

  /** For the SDK. */
  protected override sdkWrite(state: usize, target: usize): void {
    copyWords32(state, target, 8);
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

/** Adds whole blocks to a state, FIPS 180-4, 6.2.2. */
function compress(state: usize, from: usize, end: usize): void {
  // The first bits of the cube roots of the first 64 primes, 4.2.2.
  const constants = memory.data<u32>(
    [
      0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1,
      0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
      0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
      0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
      0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
      0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
      0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
      0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
      0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
      0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
      0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ],
    4,
  );
  const words = memory.data(256, 4);
  for (let block = from; block < end; block += 64) {
    copyWords32(block, words, 16);
    let k = constants;
    let w = words;
    let a = load<u32>(state);
    let b = load<u32>(state, 4);
    let c = load<u32>(state, 8);
    let d = load<u32>(state, 12);
    let e = load<u32>(state, 16);
    let f = load<u32>(state, 20);
    let g = load<u32>(state, 24);
    let h = load<u32>(state, 28);
    // The majority of three is b ^ ((a ^ b) & (b ^ c)), and the next round's b ^ c is a ^ b.
    let bc = b ^ c;
    let ab: u32 = 0;
    // Eight rounds at a time, after which each word has its own name again.
    for (; w < words + 192; w += 32) {
      h += sigma1(e) + choice(e, f, g) + load<u32>(k) + load<u32>(w);
      d += h;
      ab = a ^ b;
      h += sigma0(a) + (b ^ (ab & bc));
      store<u32>(
        w,
        load<u32>(w) +
          small0(load<u32>(w, 4)) +
          load<u32>(w, 36) +
          small1(load<u32>(w, 56)),
        64,
      );
      g += sigma1(d) + choice(d, e, f) + load<u32>(k, 4) + load<u32>(w, 4);
      c += g;
      bc = h ^ a;
      g += sigma0(h) + (a ^ (bc & ab));
      store<u32>(
        w,
        load<u32>(w, 4) +
          small0(load<u32>(w, 8)) +
          load<u32>(w, 40) +
          small1(load<u32>(w, 60)),
        68,
      );
      f += sigma1(c) + choice(c, d, e) + load<u32>(k, 8) + load<u32>(w, 8);
      b += f;
      ab = g ^ h;
      f += sigma0(g) + (h ^ (ab & bc));
      store<u32>(
        w,
        load<u32>(w, 8) +
          small0(load<u32>(w, 12)) +
          load<u32>(w, 44) +
          small1(load<u32>(w, 64)),
        72,
      );
      e += sigma1(b) + choice(b, c, d) + load<u32>(k, 12) + load<u32>(w, 12);
      a += e;
      bc = f ^ g;
      e += sigma0(f) + (g ^ (bc & ab));
      store<u32>(
        w,
        load<u32>(w, 12) +
          small0(load<u32>(w, 16)) +
          load<u32>(w, 48) +
          small1(load<u32>(w, 68)),
        76,
      );
      d += sigma1(a) + choice(a, b, c) + load<u32>(k, 16) + load<u32>(w, 16);
      h += d;
      ab = e ^ f;
      d += sigma0(e) + (f ^ (ab & bc));
      store<u32>(
        w,
        load<u32>(w, 16) +
          small0(load<u32>(w, 20)) +
          load<u32>(w, 52) +
          small1(load<u32>(w, 72)),
        80,
      );
      c += sigma1(h) + choice(h, a, b) + load<u32>(k, 20) + load<u32>(w, 20);
      g += c;
      bc = d ^ e;
      c += sigma0(d) + (e ^ (bc & ab));
      store<u32>(
        w,
        load<u32>(w, 20) +
          small0(load<u32>(w, 24)) +
          load<u32>(w, 56) +
          small1(load<u32>(w, 76)),
        84,
      );
      b += sigma1(g) + choice(g, h, a) + load<u32>(k, 24) + load<u32>(w, 24);
      f += b;
      ab = c ^ d;
      b += sigma0(c) + (d ^ (ab & bc));
      store<u32>(
        w,
        load<u32>(w, 24) +
          small0(load<u32>(w, 28)) +
          load<u32>(w, 60) +
          small1(load<u32>(w, 80)),
        88,
      );
      a += sigma1(f) + choice(f, g, h) + load<u32>(k, 28) + load<u32>(w, 28);
      e += a;
      bc = b ^ c;
      a += sigma0(b) + (c ^ (bc & ab));
      store<u32>(
        w,
        load<u32>(w, 28) +
          small0(load<u32>(w, 32)) +
          load<u32>(w, 64) +
          small1(load<u32>(w, 84)),
        92,
      );
      k += 32;
    }
    for (; w < words + 256; w += 32) {
      h += sigma1(e) + choice(e, f, g) + load<u32>(k) + load<u32>(w);
      d += h;
      ab = a ^ b;
      h += sigma0(a) + (b ^ (ab & bc));
      g += sigma1(d) + choice(d, e, f) + load<u32>(k, 4) + load<u32>(w, 4);
      c += g;
      bc = h ^ a;
      g += sigma0(h) + (a ^ (bc & ab));
      f += sigma1(c) + choice(c, d, e) + load<u32>(k, 8) + load<u32>(w, 8);
      b += f;
      ab = g ^ h;
      f += sigma0(g) + (h ^ (ab & bc));
      e += sigma1(b) + choice(b, c, d) + load<u32>(k, 12) + load<u32>(w, 12);
      a += e;
      bc = f ^ g;
      e += sigma0(f) + (g ^ (bc & ab));
      d += sigma1(a) + choice(a, b, c) + load<u32>(k, 16) + load<u32>(w, 16);
      h += d;
      ab = e ^ f;
      d += sigma0(e) + (f ^ (ab & bc));
      c += sigma1(h) + choice(h, a, b) + load<u32>(k, 20) + load<u32>(w, 20);
      g += c;
      bc = d ^ e;
      c += sigma0(d) + (e ^ (bc & ab));
      b += sigma1(g) + choice(g, h, a) + load<u32>(k, 24) + load<u32>(w, 24);
      f += b;
      ab = c ^ d;
      b += sigma0(c) + (d ^ (ab & bc));
      a += sigma1(f) + choice(f, g, h) + load<u32>(k, 28) + load<u32>(w, 28);
      e += a;
      bc = b ^ c;
      a += sigma0(b) + (c ^ (bc & ab));
      k += 32;
    }
    store<u32>(state, load<u32>(state) + a);
    store<u32>(state, load<u32>(state, 4) + b, 4);
    store<u32>(state, load<u32>(state, 8) + c, 8);
    store<u32>(state, load<u32>(state, 12) + d, 12);
    store<u32>(state, load<u32>(state, 16) + e, 16);
    store<u32>(state, load<u32>(state, 20) + f, 20);
    store<u32>(state, load<u32>(state, 24) + g, 24);
    store<u32>(state, load<u32>(state, 28) + h, 28);
  }
}

// The standard's rotations of the same word, one in another: it takes fewer moves.
function small0(x: u32): u32 {
  return rotr(x ^ rotr(x, 11), 7) ^ (x >> 3);
}

function small1(x: u32): u32 {
  return rotr(x ^ rotr(x, 2), 17) ^ (x >> 10);
}

function sigma0(x: u32): u32 {
  return rotr(x ^ rotr(x ^ rotr(x, 9), 11), 2);
}

function sigma1(x: u32): u32 {
  return rotr(x ^ rotr(x ^ rotr(x, 14), 5), 6);
}

/** The bits of `y` where `x` has ones, and those of `z` elsewhere. */
function choice(x: u32, y: u32, z: u32): u32 {
  return z ^ (x & (y ^ z));
}
