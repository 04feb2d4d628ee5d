import {
  base64Decode,
  base64DecodeBytes,
  base64Encode,
  base64EncodeBytes,
} from "proxy-wasm-as/assembly/codecs/base64";
import { utf8Decode, utf8Encode } from "proxy-wasm-as/assembly/codecs/utf8";

/** RFC 4648, section 10. */
const TEXTS = ["", "f", "fo", "foo", "foob", "fooba", "foobar"];
const ENCODED = [
  "",
  "Zg==",
  "Zm8=",
  "Zm9v",
  "Zm9vYg==",
  "Zm9vYmE=",
  "Zm9vYmFy",
];

describe("base64", () => {
  test("base64Encode and base64Decode give the results of RFC 4648, section 10", () => {
    for (let i = 0; i < TEXTS.length; i++) {
      const bytes = utf8Encode(TEXTS[i]);
      expect(base64Encode(bytes)).toBe(ENCODED[i]);
      expect(utf8Decode(base64EncodeBytes(bytes))).toBe(ENCODED[i]);
      expect(utf8Decode(base64Decode(ENCODED[i])!)).toBe(TEXTS[i]);
      const again = base64DecodeBytes(utf8Encode(ENCODED[i]));
      expect(utf8Decode(again!)).toBe(TEXTS[i]);
    }
  });

  test("base64Encode and base64Decode know each of the 64 digits", () => {
    const digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const bytes = base64Decode(digits);
    expect(base64Encode(bytes!)).toBe(digits);
    for (let i = 0; i < 64; i++) {
      const first = base64Decode(digits.charAt(i) + "A==");
      expect(<i32>first![0]).toBe(i << 2);
    }
  });

  test("base64Decode refuses what is not base64, RFC 4648, section 3", () => {
    const wrong = [
      "Zg",
      "Zg=",
      "Zg===",
      "Z===",
      "====",
      "=",
      "==",
      "Zm9v=",
      "Zm9v====",
      "Zm=v",
      "=m9v",
      "Zg==Zg==",
      "Zm 9",
      "Zm9\n",
      "Zm-v",
      "Zm_v",
      "Zmé=",
      // Bits that are in no byte, section 3.5.
      "Zh==",
      "Zm9=",
      "Zg=A",
      "\u0141m9v",
    ];
    for (let i = 0; i < wrong.length; i++) {
      expect(base64Decode(wrong[i]) == null).toBe(true, wrong[i]);
      expect(base64DecodeBytes(utf8Encode(wrong[i])) == null).toBe(true);
    }
  });
});
