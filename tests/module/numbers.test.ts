import assert from "node:assert/strict";
import { test } from "node:test";
import { HARD_NUMBERS, randomNumbers } from "./number-cases.ts";
import { NumberModule } from "./number-module.ts";

const MOST = 2n ** 63n - 1n;

for (const target of ["release", "debug"] as const) {
  test(`parseDecimal and readFloat read hard numbers as JSON.parse does, ${target}`, async () => {
    const numbers = await NumberModule.load({ target });
    for (const text of HARD_NUMBERS) {
      assert.equal(numbers.json(text), JSON.parse(text), text);
      assert.equal(numbers.decimal(text), JSON.parse(text), text);
      assert.equal(numbers.decimal(`-${text}`), Number(`-${text}`), text);
    }
  });
}

test("parseDecimal and readFloat read 40,000 numbers at random as JSON.parse does", async () => {
  const numbers = await NumberModule.load();
  for (const text of randomNumbers(17, 40_000)) {
    assert.equal(numbers.decimal(text), JSON.parse(text), text);
    assert.equal(numbers.json(text), JSON.parse(text), text);
  }
});

test("parseFloat reads what JavaScript's reads", async () => {
  const numbers = await NumberModule.load();
  const texts = [
    "",
    " ",
    "-",
    ".",
    "+.",
    "e5",
    "abc",
    "-Infinity",
    "Infinityx",
  ];
  const more = [
    " \n\t1.5abc",
    "+3",
    ".5",
    "5.",
    "1e",
    "1e+",
    "1.2.3",
    "-0",
    "1e5e",
  ];
  const rest = ["Inf", "+Infinity", "--1", "0x10", "\u00a01", "1_000", "1,5"];
  for (const text of [...texts, ...more, ...rest, ...HARD_NUMBERS]) {
    if (text.startsWith("--")) assert.ok(Number.isNaN(numbers.float(text)));
    assert.equal(numbers.float(text), Number.parseFloat(text), text);
  }
});

test("readInteger reads whole numbers exactly, however they are written", async () => {
  const numbers = await NumberModule.load();
  for (const [text, value] of [
    ["0", 0n],
    ["-0", 0n],
    ["2", 2n],
    ["2.0", 2n],
    ["2e3", 2000n],
    ["1.50e1", 15n],
    ["1200e-2", 12n],
    ["0e999999999999", 0n],
    ["1234567890123456789", 1234567890123456789n],
    ["9223372036854775807", MOST],
    ["-9223372036854775808", -MOST - 1n],
    ["9.223372036854775807e18", MOST],
    ["9.223372036854775807000000000000000000000000E+18", MOST],
    [`${"0".repeat(5000)}7`, 7n],
    [`0.${"0".repeat(5000)}7e5001`, 7n],
  ] as const) {
    assert.equal(numbers.integer(text, -1n), value, text);
  }
});

test("readInteger falls back where a number is not whole or does not fit into 64 bits", async () => {
  const numbers = await NumberModule.load();
  for (const text of [
    ..."1.5 0.1 1e-1 15e-1 -0.5 1e-999999999999".split(" "),
    ..."9223372036854775808 -9223372036854775809 18446744073709551615".split(
      " ",
    ),
    ..."18446744073709551616 18446744073709551618 1e19 1e999999999999".split(
      " ",
    ),
    "99999999999999999999999",
    `1${"0".repeat(5000)}`,
    `1${"0".repeat(50)}.5`,
  ]) {
    assert.equal(numbers.integer(text, -7n), -7n, text);
  }
});

test("readInteger reads what a 64-bit integer prints", async () => {
  const numbers = await NumberModule.load();
  const words = new BigInt64Array(1);
  for (const text of randomNumbers(3, 20_000)) {
    words[0] = BigInt(text.replace(/\D/g, "").slice(0, 25));
    const [value] = words;
    assert.equal(numbers.integer(String(value), 0n), value);
  }
});

/** Returns the whole number that a text is, where it fits into 64 bits. */
function wholeNumber(text: string): bigint | undefined {
  const [, sign, whole, fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e(.+))?$/.exec(text) ?? [];
  let value = BigInt(whole + fraction);
  let scale = Number(exponent) - fraction.length;
  for (; scale < 0 && value % 10n === 0n && value !== 0n; scale++) value /= 10n;
  if (value === 0n) return 0n;
  if (scale < 0 || scale > 20) return undefined;
  value *= 10n ** BigInt(scale);
  if (sign === "-") value = -value;
  return value < -MOST - 1n || value > MOST ? undefined : value;
}

test("readInteger reads 20,000 whole numbers at random with fractions and exponents", async () => {
  const numbers = await NumberModule.load();
  let i = 0;
  for (const random of randomNumbers(9, 20_000)) {
    const zeros = "0".repeat(i % 23);
    const digits = random.replace(/\D/g, "").slice(0, 1 + (i % 21)) + zeros;
    const dot = 1 + (i % digits.length);
    const fraction = dot < digits.length ? `.${digits.slice(dot)}` : "";
    const exponent = ((i * 7) % 41) - 20;
    i++;
    for (const text of [
      `${digits}e${-zeros.length}`,
      `-${digits.slice(0, dot)}${fraction}e${exponent}`,
      `${digits.slice(0, dot)}${fraction}`,
    ]) {
      assert.equal(numbers.integer(text, -7n), wholeNumber(text) ?? -7n, text);
    }
  }
});

test("toString prints numbers of 64-bit floating point so that they read as the same", async () => {
  const numbers = await NumberModule.load();
  for (const text of [...HARD_NUMBERS, ...randomNumbers(5, 20_000)]) {
    const value = Number(text);
    const printed = numbers.print(value);
    // The compiler's prints no sign of 0.
    assert.equal(Number(printed), value === 0 ? 0 : value, printed);
    assert.equal(numbers.float(printed), Number(printed), printed);
  }
});
