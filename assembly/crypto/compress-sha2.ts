import { copyWords } from "./hash";

/**
 * Adds whole blocks to a state, FIPS 180-4: of SHA-256 (6.2.2) with words `u32`, and of
 * SHA-384 and SHA-512 (6.4.2) with words `u64`.
 */
export function compressSha2<W>(state: usize, from: usize, end: usize): void {
  const size = sizeof<W>();
  const rounds: usize = size == 4 ? 64 : 80;
  const words = memory.data(<i32>(rounds * size), <i32>size);
  const lastWords = words + (rounds - 16) * size;
  for (let block = from; block < end; block += 16 * size) {
    copyWords<W>(block, words, 16);
    let k = constants<W>();
    let w = words;
    let a = load<W>(state);
    let b = load<W>(state, size);
    let c = load<W>(state, 2 * size);
    let d = load<W>(state, 3 * size);
    let e = load<W>(state, 4 * size);
    let f = load<W>(state, 5 * size);
    let g = load<W>(state, 6 * size);
    let h = load<W>(state, 7 * size);
    // The majority of three is b ^ ((a ^ b) & (b ^ c)), and the next round's b ^ c is a ^ b.
    let bc = b ^ c;
    let ab: W = 0;
    // Eight rounds at a time, after which each word has its own name again.
    for (; w < lastWords; w += 8 * size) {
      h += sigma1(e) + choice(e, f, g) + load<W>(k) + load<W>(w);
      d += h;
      ab = a ^ b;
      h += sigma0(a) + (b ^ (ab & bc));
      store<W>(
        w,
        load<W>(w) +
          small0(load<W>(w, size)) +
          load<W>(w, 9 * size) +
          small1(load<W>(w, 14 * size)),
        16 * size,
      );
      g += sigma1(d) + choice(d, e, f) + load<W>(k, size) + load<W>(w, size);
      c += g;
      bc = h ^ a;
      g += sigma0(h) + (a ^ (bc & ab));
      store<W>(
        w,
        load<W>(w, size) +
          small0(load<W>(w, 2 * size)) +
          load<W>(w, 10 * size) +
          small1(load<W>(w, 15 * size)),
        17 * size,
      );
      f +=
        sigma1(c) +
        choice(c, d, e) +
        load<W>(k, 2 * size) +
        load<W>(w, 2 * size);
      b += f;
      ab = g ^ h;
      f += sigma0(g) + (h ^ (ab & bc));
      store<W>(
        w,
        load<W>(w, 2 * size) +
          small0(load<W>(w, 3 * size)) +
          load<W>(w, 11 * size) +
          small1(load<W>(w, 16 * size)),
        18 * size,
      );
      e +=
        sigma1(b) +
        choice(b, c, d) +
        load<W>(k, 3 * size) +
        load<W>(w, 3 * size);
      a += e;
      bc = f ^ g;
      e += sigma0(f) + (g ^ (bc & ab));
      store<W>(
        w,
        load<W>(w, 3 * size) +
          small0(load<W>(w, 4 * size)) +
          load<W>(w, 12 * size) +
          small1(load<W>(w, 17 * size)),
        19 * size,
      );
      d +=
        sigma1(a) +
        choice(a, b, c) +
        load<W>(k, 4 * size) +
        load<W>(w, 4 * size);
      h += d;
      ab = e ^ f;
      d += sigma0(e) + (f ^ (ab & bc));
      store<W>(
        w,
        load<W>(w, 4 * size) +
          small0(load<W>(w, 5 * size)) +
          load<W>(w, 13 * size) +
          small1(load<W>(w, 18 * size)),
        20 * size,
      );
      c +=
        sigma1(h) +
        choice(h, a, b) +
        load<W>(k, 5 * size) +
        load<W>(w, 5 * size);
      g += c;
      bc = d ^ e;
      c += sigma0(d) + (e ^ (bc & ab));
      store<W>(
        w,
        load<W>(w, 5 * size) +
          small0(load<W>(w, 6 * size)) +
          load<W>(w, 14 * size) +
          small1(load<W>(w, 19 * size)),
        21 * size,
      );
      b +=
        sigma1(g) +
        choice(g, h, a) +
        load<W>(k, 6 * size) +
        load<W>(w, 6 * size);
      f += b;
      ab = c ^ d;
      b += sigma0(c) + (d ^ (ab & bc));
      store<W>(
        w,
        load<W>(w, 6 * size) +
          small0(load<W>(w, 7 * size)) +
          load<W>(w, 15 * size) +
          small1(load<W>(w, 20 * size)),
        22 * size,
      );
      a +=
        sigma1(f) +
        choice(f, g, h) +
        load<W>(k, 7 * size) +
        load<W>(w, 7 * size);
      e += a;
      bc = b ^ c;
      a += sigma0(b) + (c ^ (bc & ab));
      store<W>(
        w,
        load<W>(w, 7 * size) +
          small0(load<W>(w, 8 * size)) +
          load<W>(w, 16 * size) +
          small1(load<W>(w, 21 * size)),
        23 * size,
      );
      k += 8 * size;
    }
    for (; w < words + rounds * size; w += 8 * size) {
      h += sigma1(e) + choice(e, f, g) + load<W>(k) + load<W>(w);
      d += h;
      ab = a ^ b;
      h += sigma0(a) + (b ^ (ab & bc));
      g += sigma1(d) + choice(d, e, f) + load<W>(k, size) + load<W>(w, size);
      c += g;
      bc = h ^ a;
      g += sigma0(h) + (a ^ (bc & ab));
      f +=
        sigma1(c) +
        choice(c, d, e) +
        load<W>(k, 2 * size) +
        load<W>(w, 2 * size);
      b += f;
      ab = g ^ h;
      f += sigma0(g) + (h ^ (ab & bc));
      e +=
        sigma1(b) +
        choice(b, c, d) +
        load<W>(k, 3 * size) +
        load<W>(w, 3 * size);
      a += e;
      bc = f ^ g;
      e += sigma0(f) + (g ^ (bc & ab));
      d +=
        sigma1(a) +
        choice(a, b, c) +
        load<W>(k, 4 * size) +
        load<W>(w, 4 * size);
      h += d;
      ab = e ^ f;
      d += sigma0(e) + (f ^ (ab & bc));
      c +=
        sigma1(h) +
        choice(h, a, b) +
        load<W>(k, 5 * size) +
        load<W>(w, 5 * size);
      g += c;
      bc = d ^ e;
      c += sigma0(d) + (e ^ (bc & ab));
      b +=
        sigma1(g) +
        choice(g, h, a) +
        load<W>(k, 6 * size) +
        load<W>(w, 6 * size);
      f += b;
      ab = c ^ d;
      b += sigma0(c) + (d ^ (ab & bc));
      a +=
        sigma1(f) +
        choice(f, g, h) +
        load<W>(k, 7 * size) +
        load<W>(w, 7 * size);
      e += a;
      bc = b ^ c;
      a += sigma0(b) + (c ^ (bc & ab));
      k += 8 * size;
    }
    store<W>(state, load<W>(state) + a);
    store<W>(state, load<W>(state, size) + b, size);
    store<W>(state, load<W>(state, 2 * size) + c, 2 * size);
    store<W>(state, load<W>(state, 3 * size) + d, 3 * size);
    store<W>(state, load<W>(state, 4 * size) + e, 4 * size);
    store<W>(state, load<W>(state, 5 * size) + f, 5 * size);
    store<W>(state, load<W>(state, 6 * size) + g, 6 * size);
    store<W>(state, load<W>(state, 7 * size) + h, 7 * size);
  }
}

/** The first bits of the cube roots of the first primes, 4.2.2 and 4.2.3. */
function constants<W>(): usize {
  return sizeof<W>() == 4
    ? memory.data<u32>(
        [
          0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b,
          0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01,
          0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7,
          0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc,
          0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152,
          0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
          0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
          0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
          0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
          0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08,
          0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
          0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
          0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
        ],
        4,
      )
    : memory.data<u64>(
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
}

// The standard's rotations of the same word, one in another: it takes fewer moves.
function small0<W>(x: W): W {
  return sizeof<W>() == 4
    ? rotr(x ^ rotr(x, 11), 7) ^ (x >> 3)
    : rotr(x ^ rotr(x, 7), 1) ^ (x >> 7);
}

function small1<W>(x: W): W {
  return sizeof<W>() == 4
    ? rotr(x ^ rotr(x, 2), 17) ^ (x >> 10)
    : rotr(x ^ rotr(x, 42), 19) ^ (x >> 6);
}

function sigma0<W>(x: W): W {
  return sizeof<W>() == 4
    ? rotr(x ^ rotr(x ^ rotr(x, 9), 11), 2)
    : rotr(x ^ rotr(x ^ rotr(x, 5), 6), 28);
}

function sigma1<W>(x: W): W {
  return sizeof<W>() == 4
    ? rotr(x ^ rotr(x ^ rotr(x, 14), 5), 6)
    : rotr(x ^ rotr(x ^ rotr(x, 23), 4), 14);
}

/** The bits of `y` where `x` has ones, and those of `z` elsewhere. */
function choice<W>(x: W, y: W, z: W): W {
  return z ^ (x & (y ^ z));
}
