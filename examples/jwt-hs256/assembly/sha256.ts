/** The first bits of the cube roots of the first 64 primes, FIPS 180-4, 4.2.2. */
const K: StaticArray<u32> = [
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
];

/** The first bits of the square roots of the first 8 primes, 5.3.3. */
const START: StaticArray<u32> = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c,
  0x1f83d9ab, 0x5be0cd19,
];

/** Returns the SHA-256 of a text. */
export function sha256(text: Uint8Array): Uint8Array {
  const state = new StaticArray<u32>(8);
  for (let i = 0; i < 8; i++) state[i] = START[i];
  // A bit that is 1, then zeros, and at the end of a block the size in bits.
  const padded = new Uint8Array((text.length + 72) & ~63);
  padded.set(text);
  padded[text.length] = 0x80;
  const end = padded.dataStart + padded.length;
  store<u64>(end - 8, bswap<u64>((<u64>text.length) << 3));
  for (let at = padded.dataStart; at < end; at += 64) addBlock(state, at);
  const hash = new Uint8Array(32);
  for (let i = 0; i < 8; i++) {
    store<u32>(hash.dataStart + (i << 2), bswap<u32>(state[i]));
  }
  return hash;
}

function addBlock(state: StaticArray<u32>, block: usize): void {
  const w = new StaticArray<u32>(64);
  for (let i = 0; i < 16; i++) w[i] = bswap<u32>(load<u32>(block + (i << 2)));
  for (let i = 16; i < 64; i++) {
    const a = w[i - 15];
    const b = w[i - 2];
    const s0 = rotr<u32>(a, 7) ^ rotr<u32>(a, 18) ^ (a >> 3);
    const s1 = rotr<u32>(b, 17) ^ rotr<u32>(b, 19) ^ (b >> 10);
    w[i] = w[i - 16] + s0 + w[i - 7] + s1;
  }
  // a to h of the standard are v[0] to v[7].
  const v = state.slice<StaticArray<u32>>();
  for (let i = 0; i < 64; i++) {
    const e = v[4];
    const a = v[0];
    const s1 = rotr<u32>(e, 6) ^ rotr<u32>(e, 11) ^ rotr<u32>(e, 25);
    const choice = (e & v[5]) ^ (~e & v[6]);
    const first = v[7] + s1 + choice + K[i] + w[i];
    const s0 = rotr<u32>(a, 2) ^ rotr<u32>(a, 13) ^ rotr<u32>(a, 22);
    const majority = (a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]);
    for (let j = 7; j > 0; j--) v[j] = v[j - 1];
    v[4] += first;
    v[0] = first + s0 + majority;
  }
  for (let i = 0; i < 8; i++) state[i] += v[i];
}
