import { crc32 } from "proxy-wasm-as/assembly/codecs/crc32";
import { utf8Encode } from "proxy-wasm-as/assembly/codecs/utf8";

describe("crc32", () => {
  test("crc32 gives the check value of CRC-32/ISO-HDLC, and Node's for others", () => {
    expect(crc32(utf8Encode("123456789"))).toBe(0xcbf43926);
    expect(crc32(utf8Encode(""))).toBe(0);
    expect(crc32(utf8Encode("abc"))).toBe(0x352441c2);
    const text = "The quick brown fox jumps over the lazy dog";
    expect(crc32(utf8Encode(text))).toBe(0x414fa339);
  });

  test("crc32 goes on from the result of the parts before", () => {
    const bytes = utf8Encode("The quick brown fox jumps over the lazy dog");
    for (let cut = 0; cut <= bytes.length; cut++) {
      const head = crc32(bytes.subarray(0, cut));
      expect(crc32(bytes.subarray(cut), head)).toBe(0x414fa339);
    }
  });
});
