import { copyWords64 } from "./hash";

/** Adds whole blocks to a state, FIPS 180-4, 6.4.2. */
export function compress512(state: usize, from: usize, end: usize): void {
  // The first bits of the cube roots of the first 80 primes, 4.2.3.
  const constants = memory.data<u64>(
    [
      0x428a2f98d728ae22, 0x7137449123ef65cd, 0xb5c0fbcfec4d3b2f,
      0xe9b5dba58189dbbc, 0x3956c25bf348b538, 0x59f111f1b605d019,
      0x923f82a4af194f9b, 0xab1c5ed5da6d8118, 0xd807aa98a3030242,
      0x12835b0145706fbe, 0x243185be4ee4b28c, 0x550c7dc3d5ffb4e2,
      0x72be5d74f27b896f, 0x80deb1fe3b1696b1, 0x9bdc06a725c71235,
      0xc19bf174cf692694, 0xe49b69c19ef14ad2, 0xefbe4786384f25e3,
      0x0fc19dc68b8cd5b5, 0x240ca1cc77ac9c65, 0x2de92c6f592b0275,
      0x4a7484aa6ea6e483, 0x5cb0a9dcbd41fbd4, 0x76f988da831153b5,
      0x983e5152ee66dfab, 0xa831c66d2db43210, 0xb00327c898fb213f,
      0xbf597fc7beef0ee4, 0xc6e00bf33da88fc2, 0xd5a79147930aa725,
      0x06ca6351e003826f, 0x142929670a0e6e70, 0x27b70a8546d22ffc,
      0x2e1b21385c26c926, 0x4d2c6dfc5ac42aed, 0x53380d139d95b3df,
      0x650a73548baf63de, 0x766a0abb3c77b2a8, 0x81c2c92e47edaee6,
      0x92722c851482353b, 0xa2bfe8a14cf10364, 0xa81a664bbc423001,
      0xc24b8b70d0f89791, 0xc76c51a30654be30, 0xd192e819d6ef5218,
      0xd69906245565a910, 0xf40e35855771202a, 0x106aa07032bbd1b8,
      0x19a4c116b8d2d0c8, 0x1e376c085141ab53, 0x2748774cdf8eeb99,
      0x34b0bcb5e19b48a8, 0x391c0cb3c5c95a63, 0x4ed8aa4ae3418acb,
      0x5b9cca4f7763e373, 0x682e6ff3d6b2b8a3, 0x748f82ee5defb2fc,
      0x78a5636f43172f60, 0x84c87814a1f0ab72, 0x8cc702081a6439ec,
      0x90befffa23631e28, 0xa4506cebde82bde9, 0xbef9a3f7b2c67915,
      0xc67178f2e372532b, 0xca273eceea26619c, 0xd186b8c721c0c207,
      0xeada7dd6cde0eb1e, 0xf57d4f7fee6ed178, 0x06f067aa72176fba,
      0x0a637dc5a2c898a6, 0x113f9804bef90dae, 0x1b710b35131c471b,
      0x28db77f523047d84, 0x32caab7b40c72493, 0x3c9ebe0a15c9bebc,
      0x431d67c49c100d4c, 0x4cc5d4becb3e42b6, 0x597f299cfc657e2a,
      0x5fcb6fab3ad6faec, 0x6c44198c4a475817,
    ],
    8,
  );
  const words = memory.data(640, 8);
  for (let block = from; block < end; block += 128) {
    copyWords64(block, words, 16);
    let k = constants;
    let w = words;
    let a = load<u64>(state);
    let b = load<u64>(state, 8);
    let c = load<u64>(state, 16);
    let d = load<u64>(state, 24);
    let e = load<u64>(state, 32);
    let f = load<u64>(state, 40);
    let g = load<u64>(state, 48);
    let h = load<u64>(state, 56);
    // The majority of three is b ^ ((a ^ b) & (b ^ c)), and the next round's b ^ c is a ^ b.
    let bc = b ^ c;
    let ab: u64 = 0;
    // Eight rounds at a time, after which each word has its own name again.
    for (; w < words + 512; w += 64) {
      h += sigma1(e) + choice(e, f, g) + load<u64>(k) + load<u64>(w);
      d += h;
      ab = a ^ b;
      h += sigma0(a) + (b ^ (ab & bc));
      store<u64>(
        w,
        load<u64>(w) +
          small0(load<u64>(w, 8)) +
          load<u64>(w, 72) +
          small1(load<u64>(w, 112)),
        128,
      );
      g += sigma1(d) + choice(d, e, f) + load<u64>(k, 8) + load<u64>(w, 8);
      c += g;
      bc = h ^ a;
      g += sigma0(h) + (a ^ (bc & ab));
      store<u64>(
        w,
        load<u64>(w, 8) +
          small0(load<u64>(w, 16)) +
          load<u64>(w, 80) +
          small1(load<u64>(w, 120)),
        136,
      );
      f += sigma1(c) + choice(c, d, e) + load<u64>(k, 16) + load<u64>(w, 16);
      b += f;
      ab = g ^ h;
      f += sigma0(g) + (h ^ (ab & bc));
      store<u64>(
        w,
        load<u64>(w, 16) +
          small0(load<u64>(w, 24)) +
          load<u64>(w, 88) +
          small1(load<u64>(w, 128)),
        144,
      );
      e += sigma1(b) + choice(b, c, d) + load<u64>(k, 24) + load<u64>(w, 24);
      a += e;
      bc = f ^ g;
      e += sigma0(f) + (g ^ (bc & ab));
      store<u64>(
        w,
        load<u64>(w, 24) +
          small0(load<u64>(w, 32)) +
          load<u64>(w, 96) +
          small1(load<u64>(w, 136)),
        152,
      );
      d += sigma1(a) + choice(a, b, c) + load<u64>(k, 32) + load<u64>(w, 32);
      h += d;
      ab = e ^ f;
      d += sigma0(e) + (f ^ (ab & bc));
      store<u64>(
        w,
        load<u64>(w, 32) +
          small0(load<u64>(w, 40)) +
          load<u64>(w, 104) +
          small1(load<u64>(w, 144)),
        160,
      );
      c += sigma1(h) + choice(h, a, b) + load<u64>(k, 40) + load<u64>(w, 40);
      g += c;
      bc = d ^ e;
      c += sigma0(d) + (e ^ (bc & ab));
      store<u64>(
        w,
        load<u64>(w, 40) +
          small0(load<u64>(w, 48)) +
          load<u64>(w, 112) +
          small1(load<u64>(w, 152)),
        168,
      );
      b += sigma1(g) + choice(g, h, a) + load<u64>(k, 48) + load<u64>(w, 48);
      f += b;
      ab = c ^ d;
      b += sigma0(c) + (d ^ (ab & bc));
      store<u64>(
        w,
        load<u64>(w, 48) +
          small0(load<u64>(w, 56)) +
          load<u64>(w, 120) +
          small1(load<u64>(w, 160)),
        176,
      );
      a += sigma1(f) + choice(f, g, h) + load<u64>(k, 56) + load<u64>(w, 56);
      e += a;
      bc = b ^ c;
      a += sigma0(b) + (c ^ (bc & ab));
      store<u64>(
        w,
        load<u64>(w, 56) +
          small0(load<u64>(w, 64)) +
          load<u64>(w, 128) +
          small1(load<u64>(w, 168)),
        184,
      );
      k += 64;
    }
    for (; w < words + 640; w += 64) {
      h += sigma1(e) + choice(e, f, g) + load<u64>(k) + load<u64>(w);
      d += h;
      ab = a ^ b;
      h += sigma0(a) + (b ^ (ab & bc));
      g += sigma1(d) + choice(d, e, f) + load<u64>(k, 8) + load<u64>(w, 8);
      c += g;
      bc = h ^ a;
      g += sigma0(h) + (a ^ (bc & ab));
      f += sigma1(c) + choice(c, d, e) + load<u64>(k, 16) + load<u64>(w, 16);
      b += f;
      ab = g ^ h;
      f += sigma0(g) + (h ^ (ab & bc));
      e += sigma1(b) + choice(b, c, d) + load<u64>(k, 24) + load<u64>(w, 24);
      a += e;
      bc = f ^ g;
      e += sigma0(f) + (g ^ (bc & ab));
      d += sigma1(a) + choice(a, b, c) + load<u64>(k, 32) + load<u64>(w, 32);
      h += d;
      ab = e ^ f;
      d += sigma0(e) + (f ^ (ab & bc));
      c += sigma1(h) + choice(h, a, b) + load<u64>(k, 40) + load<u64>(w, 40);
      g += c;
      bc = d ^ e;
      c += sigma0(d) + (e ^ (bc & ab));
      b += sigma1(g) + choice(g, h, a) + load<u64>(k, 48) + load<u64>(w, 48);
      f += b;
      ab = c ^ d;
      b += sigma0(c) + (d ^ (ab & bc));
      a += sigma1(f) + choice(f, g, h) + load<u64>(k, 56) + load<u64>(w, 56);
      e += a;
      bc = b ^ c;
      a += sigma0(b) + (c ^ (bc & ab));
      k += 64;
    }
    store<u64>(state, load<u64>(state) + a);
    store<u64>(state, load<u64>(state, 8) + b, 8);
    store<u64>(state, load<u64>(state, 16) + c, 16);
    store<u64>(state, load<u64>(state, 24) + d, 24);
    store<u64>(state, load<u64>(state, 32) + e, 32);
    store<u64>(state, load<u64>(state, 40) + f, 40);
    store<u64>(state, load<u64>(state, 48) + g, 48);
    store<u64>(state, load<u64>(state, 56) + h, 56);
  }
}

// The standard's rotations of the same word, one in another: it takes fewer moves.
function small0(x: u64): u64 {
  return rotr(x ^ rotr(x, 7), 1) ^ (x >> 7);
}

function small1(x: u64): u64 {
  return rotr(x ^ rotr(x, 42), 19) ^ (x >> 6);
}

function sigma0(x: u64): u64 {
  return rotr(x ^ rotr(x ^ rotr(x, 5), 6), 28);
}

function sigma1(x: u64): u64 {
  return rotr(x ^ rotr(x ^ rotr(x, 23), 4), 14);
}

/** The bits of `y` where `x` has ones, and those of `z` elsewhere. */
function choice(x: u64, y: u64, z: u64): u64 {
  return z ^ (x & (y ^ z));
}
