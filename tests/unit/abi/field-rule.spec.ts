import { isFieldValue } from "proxy-wasm-as/assembly/abi/field-rule";

const room = heap.alloc(32);

/** Puts one byte at a place of "aaa…". */
function place(byte: i32, at: usize): void {
  memory.fill(room, 0x61, 32);
  store<u8>(room + at, <u8>byte);
}

describe("isFieldValue", () => {
  test("isFieldValue accepts no bytes at all", () => {
    expect(isFieldValue(room, 0)).toBe(true);
  });

  test("isFieldValue refuses NUL, CR and LF only, wherever they stand", () => {
    for (let byte = 0; byte < 256; byte++) {
      const isRefused = byte == 0x00 || byte == 0x0d || byte == 0x0a;
      for (let at: usize = 0; at < 3; at++) {
        place(byte, at);
        expect(isFieldValue(room, 3)).toBe(!isRefused);
      }
      let accepted = 0;
      for (let at: usize = 0; at < 21; at++) {
        place(byte, at);
        if (isFieldValue(room, 21)) accepted++;
      }
      expect(accepted).toBe(isRefused ? 0 : 21);
    }
  });

  test("isFieldValue looks at no byte after the size", () => {
    place(0x0a, 2);
    expect(isFieldValue(room, 2)).toBe(true);
    for (let size: usize = 0; size < 31; size++) {
      place(0x0a, size);
      expect(isFieldValue(room, size)).toBe(true);
    }
  });
});
