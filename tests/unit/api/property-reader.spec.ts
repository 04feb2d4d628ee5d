import {
  readBytes,
  readBytesOf,
  readMetadata,
  readNumber,
  readText,
  readTextOf,
} from "proxy-wasm-as/assembly/api/property-reader";
import { blocksLost } from "../blocks";
import { arrayHex, hex } from "../bytes";
import { callCount, reset, setProperty, setPropertyBytes } from "../test-host";

beforeEach(() => reset());

/** The path `a`. */
function path(): usize {
  return memory.data<u8>([0x61]);
}

describe("The readers of properties", () => {
  test("readText and readBytes read a path of bytes", () => {
    expect(readText(path(), 1)).toBeNull();
    expect(readBytes(path(), 1)).toBeNull();
    setProperty("a", "é");
    expect(readText(path(), 1)).toBe("é");
    expect(arrayHex(readBytes(path(), 1)!)).toBe("c3a9");
  });

  test("readTextOf and readBytesOf read what a map has under a key", () => {
    setProperty("a\0ké", "value");
    expect(readTextOf(path(), 1, "ké")).toBe("value");
    expect(arrayHex(readBytesOf(path(), 1, "ké")!)).toBe("76616c7565");
    expect(readTextOf(path(), 1, "other")).toBeNull();
    expect(readBytesOf(path(), 1, "other")).toBeNull();
  });

  test("readTextOf an empty key does not read the whole map", () => {
    setProperty("a\0", "all of it");
    expect(readTextOf(path(), 1, "")).toBeNull();
    expect(readBytesOf(path(), 1, "")).toBeNull();
    expect(readMetadata(path(), 1, "", "k")).toBeNull();
    expect(readMetadata(path(), 1, "n", "")).toBeNull();
    expect(callCount("proxy_get_property")).toBe(0);
  });

  test("readMetadata reads a key of a namespace", () => {
    setProperty("a\0né\0ké", "value");
    expect(readMetadata(path(), 1, "né", "ké")).toBe("value");
    expect(readMetadata(path(), 1, "né", "k")).toBeNull();
  });

  test("readNumber reads a number of its own size only", () => {
    setPropertyBytes("a", hex("ff ff ff ff ff ff ff ff"));
    expect(readNumber<i64>(path(), 1, 7)).toBe(-1);
    expect(readNumber<u64>(path(), 1, 7)).toBe(u64.MAX_VALUE);
    expect(readNumber<bool>(path(), 1, false)).toBe(false);
    setPropertyBytes("a", hex("00 00 00 00 00 00 f8 3f"));
    expect(readNumber<f64>(path(), 1, 7)).toBe(1.5);
    setPropertyBytes("a", hex("01"));
    expect(readNumber<bool>(path(), 1, false)).toBe(true);
    expect(readNumber<i64>(path(), 1, 7)).toBe(7);
    setProperty("a", "");
    expect(readNumber<i64>(path(), 1, 7)).toBe(7);
  });

  test("readNumber frees what the host allocates, also of another size", () => {
    setPropertyBytes("a", hex("01"));
    expect(
      blocksLost(() => {
        readNumber<bool>(path(), 1, false);
        readNumber<i64>(path(), 1, 0);
      }),
    ).toBe(0);
  });
});
