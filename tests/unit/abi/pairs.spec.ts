import {
  headSize,
  nameAddress,
  nameSize,
  pairCount,
  storeSizes,
  valueSize,
} from "proxy-wasm-as/assembly/abi/pairs";
import { hex, toHex } from "../bytes";

/** Two pairs, "a"="" and "bc"="d". */
const TWO = "02000000 01000000 00000000 02000000 01000000 610000 62630064 00";

function count(bytes: string): u32 {
  const pairs = hex(bytes);
  return pairCount(changetype<usize>(pairs), pairs.byteLength);
}

describe("pairCount", () => {
  test("pairCount reads the number of pairs", () => {
    expect(count(TWO)).toBe(2);
  });

  test("pairCount is 0 for an empty map in both forms", () => {
    expect(count("")).toBe(0);
    expect(count("00000000")).toBe(0);
  });

  test("pairCount is 0 for every size that is too small for the pairs", () => {
    const pairs = hex(TWO);
    const size = pairs.byteLength;
    for (let cut = 0; cut < size; cut++) {
      expect(pairCount(changetype<usize>(pairs), cut)).toBe(0);
    }
    expect(pairCount(changetype<usize>(pairs), size)).toBe(2);
  });

  test("pairCount ignores bytes after the last pair", () => {
    expect(count(TWO + "ff")).toBe(2);
  });

  test("pairCount is 0 for a count that overflows 32 bits with its sizes", () => {
    expect(count("00000020 01000000 00000000 610000")).toBe(0);
    expect(count("ffffffff 01000000 00000000 610000")).toBe(0);
  });

  test("pairCount is 0 for sizes that overflow 32 bits together", () => {
    expect(count("01000000 ffffffff ffffffff 610000")).toBe(0);
    expect(count("01000000 ffffffff 03000000 610000")).toBe(0);
    expect(count("02000000 fdffffff 00000000 01000000 00000000 61006200")).toBe(
      0,
    );
  });

  test("pairCount is 0 where the pairs would end beyond the memory", () => {
    const pairs = hex("01000000 01000000 ffffff7f 610000");
    expect(pairCount(changetype<usize>(pairs), pairs.byteLength)).toBe(0);
  });
});

describe("sizes of pairs", () => {
  test("nameSize and valueSize read the sizes of a pair", () => {
    const buffer = hex(TWO);
    const pairs = changetype<usize>(buffer);
    expect(nameSize(pairs, 0)).toBe(1);
    expect(valueSize(pairs, 0)).toBe(0);
    expect(nameSize(pairs, 1)).toBe(2);
    expect(valueSize(pairs, 1)).toBe(1);
  });

  test("storeSizes writes the sizes of a pair and nothing else", () => {
    const pairs = heap.alloc(28);
    memory.fill(pairs, 0xee, 28);
    storeSizes(pairs, 1, 0x01020304, 0x05060708);
    expect(toHex(pairs, 28)).toBe(
      "ee".repeat(12) + "04030201" + "08070605" + "ee".repeat(8),
    );
    heap.free(pairs);
  });

  test("headSize is the count and two sizes for each pair", () => {
    expect(headSize(0)).toBe(4);
    expect(headSize(3)).toBe(28);
  });
});

describe("nameAddress", () => {
  test("nameAddress goes over names, values and their NULs", () => {
    const pairs = changetype<usize>(hex(TWO));
    expect(nameAddress(pairs, 0) - pairs).toBe(20);
    expect(nameAddress(pairs, 1) - pairs).toBe(23);
  });
});
