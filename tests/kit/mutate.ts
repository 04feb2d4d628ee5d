import type { Random } from "../fuzz/random.ts";

/**
 * Returns random bytes, fewer than a limit; of an alphabet where one is given.
 *
 *     randomBytes(new Random(1), 8, "01"); // such as <Buffer 30 31>
 */
export function randomBytes(
  random: Random,
  limit: number,
  alphabet?: string,
): Buffer {
  return Buffer.from(
    Array.from({ length: random.below(limit) }, () =>
      alphabet === undefined
        ? random.below(256)
        : alphabet.charCodeAt(random.below(alphabet.length)),
    ),
  );
}

/** Returns one of the texts, changed in up to four places, or as it is. */
export function mutated(random: Random, texts: readonly string[]): Buffer {
  let bytes = Buffer.from(random.pick(texts));
  for (let left = random.below(5); left > 0; left--) {
    const at = random.below(bytes.length + 1);
    const end = Math.min(bytes.length, at + random.below(4));
    const put = random.pick([
      () => randomBytes(random, 4),
      () => Buffer.from(random.pick(SIGNS)),
      () => Buffer.from(random.pick(texts)).subarray(0, random.below(20)),
      () => bytes.subarray(at, Math.min(bytes.length, at + random.below(20))),
    ])();
    bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(end)]);
  }
  return bytes;
}

const SIGNS = [
  ...["", " ", "\t", "\r\n", "\0", '"', "'", "\\", "%", "%2", "%00", "=", "=="],
  ...[";", ",", ".", "..", "/", "//", "?", "#", "&", "+", "-", "_", ":", "@"],
  ...["[", "]", "{", "}", "*", "**", "(", ")", "|", "0", "00", "-1", "1e9"],
  ...["4294967296", "18446744073709551616", "é", "\u{1f600}", "\ud800", "ÿ"],
];
