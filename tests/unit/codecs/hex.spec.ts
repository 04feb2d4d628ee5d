import {
  hexDecode,
  hexDecodeBytes,
  hexEncode,
  hexEncodeBytes,
} from "proxy-wasm-as/assembly/codecs/hex";
import { utf8Decode, utf8Encode } from "proxy-wasm-as/assembly/codecs/utf8";

describe("hex", () => {
  test("hexEncode and hexDecode know each byte", () => {
    const bytes = new Uint8Array(256);
    for (let i = 0; i < 256; i++) bytes[i] = <u8>i;
    const text = hexEncode(bytes);
    expect(text.slice(0, 8)).toBe("00010203");
    expect(text.slice(-8)).toBe("fcfdfeff");
    expect(utf8Decode(hexEncodeBytes(bytes))).toBe(text);
    expect(hexDecode(text)).toStrictEqual(bytes);
    expect(hexDecode(text.toUpperCase())).toStrictEqual(bytes);
    expect(hexDecodeBytes(utf8Encode(text))).toStrictEqual(bytes);
  });

  test("hexEncode and hexDecode give the results of RFC 4648, section 10", () => {
    expect(hexEncode(utf8Encode("foobar")).toUpperCase()).toBe("666F6F626172");
    expect(utf8Decode(hexDecode("666F6F626172")!)).toBe("foobar");
    expect(hexDecode("")!.length).toBe(0);
  });

  test("hexDecode refuses an odd number of digits, and what is not a digit", () => {
    const wrong = ["0", "000", "0g", "g0", "0/", "0:", "0@", "0G", "0`", " 0"];
    wrong.push("é0");
    wrong.push("\u01300");
    wrong.push("0x");
    for (let i = 0; i < wrong.length; i++) {
      expect(hexDecode(wrong[i]) == null).toBe(true, wrong[i]);
    }
  });
});
