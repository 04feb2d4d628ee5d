import { numbersFrom } from "./instance.ts";

/** Numbers of JSON that are hard to read, or were once read wrong. */
export const HARD_NUMBERS = [
  ..."0 -0 0.0 -0.0e-99 0e999999999999 1e999999999999 -1e999999999999".split(
    " ",
  ),
  ..."1e-999999999999 1.2073964667506999e+39 1e23 8.41e21 9007199254740993".split(
    " ",
  ),
  // The largest number, what is rounded to it, and what is not.
  ..."1.7976931348623157e308 1.7976931348623158e308 1.7976931348623159e308".split(
    " ",
  ),
  // Around the smallest normal number, which once hung PHP and Java.
  ..."2.2250738585072011e-308 2.2250738585072012e-308 2.2250738585072014e-308".split(
    " ",
  ),
  // Around half of the smallest number of all.
  ..."4.9e-324 2.4703282292062327208e-324 2.4703282292062328e-324 2e-324".split(
    " ",
  ),
  "123456789012345678901234567890.123456789012345678901234567890",
  `0.${"0".repeat(400)}1e400`,
  `1${"0".repeat(1000)}e-1000`,
  `0.${"3".repeat(2000)}`,
  `${"9".repeat(309)}`,
  `${"9".repeat(800)}e-1100`,
  ...[0n, 1n, 2n, (1n << 52n) - 1n, 1n << 52n, (1n << 53n) - 1n].flatMap(
    (f) => [
      ...aroundHalf(f, -1074),
      ...aroundHalf(f, -1),
      ...aroundHalf(f, 900),
    ],
  ),
];

/**
 * Returns as many numbers of JSON as are wanted, the same ones for a seed: doubles of
 * any size with their own digits or with more or fewer, what lies half way between two
 * doubles and next to that, and short numbers with large exponents.
 */
export function* randomNumbers(
  seed: number,
  cases: number,
): Generator<string, void> {
  const next = numbersFrom(seed);
  const below = (limit: number) => Math.floor(next() * limit);
  const word = new DataView(new ArrayBuffer(8));
  for (let made = 0; made < cases;) {
    word.setUint32(0, below(2 ** 32));
    word.setUint32(4, below(2 ** 32));
    const value = word.getFloat64(0);
    if (!Number.isFinite(value)) continue;
    const [whole, scale] = partsOf(word.getBigUint64(0));
    const texts = [
      String(value),
      value.toPrecision(1 + below(25)),
      `${below(1e6)}e${below(700) - 350}`,
      `-${below(1e9)}.${below(1e9)}E+${below(30)}`,
      // Exact halves are long: they would take most of the time.
      ...(below(20) === 0 ? aroundHalf(whole, scale) : []),
    ];
    yield* texts.slice(0, cases - made);
    made += texts.length;
  }
}

/** The whole number and the power of two that a double is, without its sign. */
function partsOf(bits: bigint): [bigint, number] {
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & ((1n << 52n) - 1n);
  return exponent === 0
    ? [fraction, -1074]
    : [fraction | (1n << 52n), exponent - 1075];
}

/** Half way from one double to the next, and the least bit to both sides. */
function aroundHalf(whole: bigint, scale: number): string[] {
  const half = 2n * whole + 1n;
  const power = scale - 1;
  const digits =
    power < 0 ? half * 5n ** BigInt(-power) : half << BigInt(power);
  const exponent = Math.min(power, 0);
  return [
    `${digits}e${exponent}`,
    `${digits - 1n}e${exponent}`,
    `${digits}1e${exponent - 1}`,
    `${digits}${"0".repeat(100)}1e${exponent - 101}`,
  ];
}
