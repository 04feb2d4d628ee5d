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
