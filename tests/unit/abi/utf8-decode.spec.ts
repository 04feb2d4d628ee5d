import { decode } from "proxy-wasm-as/assembly/abi/utf8";
import { bufferHex, hex, planeText } from "../bytes";
import { decodeUtf8 } from "../node";

/** Bytes at both sides of each border of Unicode's table 3-7. */
const BORDERS: u8[] = [
  0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xe0, 0xed, 0xef,
  0xf0, 0xf4, 0xf5,
];

function decoded(bytes: string): string {
  return decodeBuffer(hex(bytes));
}

function decodeBuffer(buffer: ArrayBuffer): string {
  return decode(changetype<usize>(buffer), buffer.byteLength);
}

/** Returns "" where `decode` and the Web's TextDecoder agree, else the bytes. */
function difference(bytes: Uint8Array): string {
  const agrees = decodeBuffer(bytes.buffer) == decodeUtf8(bytes.buffer);
  return agrees ? "" : bufferHex(bytes.buffer) + " ";
}

let seed: u32 = 0x2545f491;

function random(): u32 {
  seed ^= seed << 13;
  seed ^= seed >> 17;
  seed ^= seed << 5;
  return seed;
}

describe("decode", () => {
  test("decode reads ASCII of every length as it is", () => {
    const text = "0123456789abcdefg";
    for (let length = 0; length <= text.length; length++) {
      const part = text.slice(0, length);
      expect(decodeBuffer(String.UTF8.encode(part))).toBe(part);
    }
  });

  test("decode reads no byte after the size", () => {
    const bytes = hex("61 c3 a9");
    expect(decode(changetype<usize>(bytes), 1)).toBe("a");
    expect(decode(changetype<usize>(bytes), 2)).toBe("a\ufffd");
  });

  test("decode reads the first and the last point of each length", () => {
    expect(decoded("00 7f")).toBe("\u0000\u007f");
    expect(decoded("c280 dfbf")).toBe("\u0080\u07ff");
    expect(decoded("e0a080 efbfbf")).toBe("\u0800\uffff");
    expect(decoded("f0908080 f48fbfbf")).toBe("\u{10000}\u{10ffff}");
  });

  test("decode keeps a byte order mark", () => {
    expect(decoded("efbbbf 61")).toBe("\ufeff" + "a");
  });

  test("decode puts one U+FFFD for each maximal subpart, as Unicode's examples", () => {
    expect(decoded("c0af e080bf f08182 41")).toBe("\ufffd".repeat(8) + "A");
    expect(decoded("eda080 edbfbf edaf 41")).toBe("\ufffd".repeat(8) + "A");
    expect(decoded("f4919293 ff 41 80bf 42")).toBe(
      "\ufffd".repeat(5) + "A" + "\ufffd".repeat(2) + "B",
    );
    expect(decoded("e180 e2 f09192 f1bf 41")).toBe("\ufffd".repeat(4) + "A");
  });

  test("decode agrees with TextDecoder on every byte", () => {
    let wrong = "";
    const bytes = new Uint8Array(1);
    for (let byte = 0; byte < 256; byte++) {
      bytes[0] = <u8>byte;
      wrong += difference(bytes);
    }
    expect(wrong).toBe("");
  });

  test("decode agrees with TextDecoder on every two bytes", () => {
    let wrong = "";
    const bytes = new Uint8Array(2);
    for (let pair = 0; pair < 0x10000; pair++) {
      bytes[0] = <u8>(pair >> 8);
      bytes[1] = <u8>pair;
      wrong += difference(bytes);
    }
    expect(wrong).toBe("");
  });

  test("decode agrees with TextDecoder on every four bytes at a border", () => {
    let wrong = "";
    const bytes = new Uint8Array(4);
    for (let i = 0; i < 0x10000; i++) {
      for (let at = 0; at < 4; at++) bytes[at] = BORDERS[(i >> (at * 4)) & 15];
      wrong += difference(bytes);
    }
    expect(wrong).toBe("");
  });

  test("decode agrees with TextDecoder on 50,000 seeded random sequences", () => {
    let wrong = "";
    for (let i = 0; i < 50_000; i++) {
      const bytes = new Uint8Array(3 + (random() % 20));
      for (let at = 0; at < bytes.length; at++) {
        const value = random();
        bytes[at] = value & 1 ? BORDERS[(value >> 8) & 15] : <u8>(value >> 8);
      }
      wrong += difference(bytes);
    }
    expect(wrong).toBe("");
  });

  test("decode gives back every point of every plane but the surrogates", () => {
    for (let plane = 0; plane <= 16; plane++) {
      const text = planeText(plane);
      expect(decodeBuffer(String.UTF8.encode(text)) == text).toBe(true);
    }
  });
});
