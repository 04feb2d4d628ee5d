import {
  encode,
  encodedRoom,
  encodedSize,
} from "proxy-wasm-as/assembly/abi/utf8";
import { isSameBytes, planeText, toHex } from "../bytes";
import { encodeUtf8 } from "../node";

const room = heap.alloc(1 << 19);

/** Units at both sides of each border of the encoding. */
const BORDERS: u16[] = [
  0x00, 0x41, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xd800, 0xdabc, 0xdbff, 0xdc00,
  0xdeff, 0xdfff, 0xe000, 0xfffd, 0xffff,
];

function encoded(text: string): string {
  return toHex(room, encode(text, room));
}

/** Tells whether `encode` and the Web's TextEncoder agree. */
function agrees(text: string): bool {
  return isSameBytes(encodeUtf8(text), room, encode(text, room));
}

describe("encode", () => {
  test("encode writes ASCII of every length as it is, and not a byte more", () => {
    const text = "0123456789abcdefg";
    for (let length = 0; length <= text.length; length++) {
      const part = text.slice(0, length);
      store<u8>(room + length, 0xee);
      expect(encode(part, room)).toBe(length);
      expect(String.UTF8.decodeUnsafe(room, length)).toBe(part);
      expect(load<u8>(room + length)).toBe(0xee);
    }
  });

  test("encode writes the first and the last point of each length", () => {
    expect(encoded("\u0000\u007f")).toBe("007f");
    expect(encoded("\u0080\u07ff")).toBe("c280dfbf");
    expect(encoded("\u0800\uffff")).toBe("e0a080efbfbf");
    expect(encoded("\u{10000}\u{10ffff}")).toBe("f0908080f48fbfbf");
  });

  test("encode writes a lone surrogate as U+FFFD", () => {
    const high = String.fromCharCode(0xd83d);
    const low = String.fromCharCode(0xdca9);
    expect(encoded(high)).toBe("efbfbd");
    expect(encoded(low)).toBe("efbfbd");
    expect(encoded(low + high)).toBe("efbfbdefbfbd");
    expect(encoded(high + high + low)).toBe("efbfbdf09f92a9");
    expect(encoded(high + "a")).toBe("efbfbd61");
  });

  test("encode agrees with TextEncoder on every unit", () => {
    let wrong = "";
    for (let unit = 0; unit < 0x10000; unit++) {
      if (!agrees(String.fromCharCode(unit))) wrong += unit.toString(16) + " ";
    }
    expect(wrong).toBe("");
  });

  test("encode agrees with TextEncoder on every three units at a border", () => {
    let wrong = "";
    for (let i = 0; i < 4096; i++) {
      const first = BORDERS[i >> 8];
      const second = BORDERS[(i >> 4) & 15];
      const text =
        String.fromCharCode(first, second) +
        String.fromCharCode(BORDERS[i & 15]);
      if (!agrees(text)) wrong += i.toString(16) + " ";
    }
    expect(wrong).toBe("");
  });

  test("encode agrees with TextEncoder on every point of every plane", () => {
    for (let plane = 0; plane <= 16; plane++) {
      expect(agrees(planeText(plane))).toBe(true);
    }
  });

  test("encode agrees with TextEncoder on any unit at any place of ASCII", () => {
    let wrong = "";
    for (let place = 0; place < 18; place++) {
      for (let i = 0; i < BORDERS.length; i++) {
        const text =
          "abcdefghijklmnopq".slice(0, place) +
          String.fromCharCode(BORDERS[i]) +
          "rstuvwxyz";
        if (!agrees(text)) wrong += `${place}/${i} `;
      }
    }
    expect(wrong).toBe("");
  });
});

describe("encodedRoom", () => {
  test("encodedRoom is enough for three bytes a unit", () => {
    expect(encodedRoom("")).toBe(0);
    expect(encodedRoom("\uffff\uffff")).toBe(6);
    expect(encodedRoom("\u{10000}")).toBe(6);
  });
});

describe("encodedSize", () => {
  test("encodedSize is what encode writes, lone surrogates included", () => {
    expect(encodedSize("")).toBe(0);
    for (let i = 0; i < BORDERS.length; i++) {
      const unit = String.fromCharCode(BORDERS[i]);
      expect(encodedSize(unit)).toBe(encode(unit, room));
      for (let j = 0; j < BORDERS.length; j++) {
        const text = unit + String.fromCharCode(BORDERS[j]) + "a";
        expect(encodedSize(text)).toBe(encode(text, room));
      }
    }
  });
});
