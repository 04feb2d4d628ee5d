import {
  base64UrlDecode,
  base64UrlDecodeBytes,
  base64UrlEncode,
  base64UrlEncodeBytes,
} from "proxy-wasm-as/assembly/codecs/base64-url";
import { hexEncode } from "proxy-wasm-as/assembly/codecs/hex";
import { utf8Decode, utf8Encode } from "proxy-wasm-as/assembly/codecs/utf8";

/** The bytes of a text as hexadecimal, the same from bytes as from a string. */
function decoded(text: string): string {
  const bytes = base64UrlDecode(text);
  const same = base64UrlDecodeBytes(utf8Encode(text));
  expect(same == null).toBe(bytes == null, text);
  if (bytes != null) expect(hexEncode(same!)).toBe(hexEncode(bytes));
  return bytes == null ? "null" : hexEncode(bytes);
}

describe("base64UrlDecode", () => {
  test("base64UrlDecode returns the bytes of each length", () => {
    expect(decoded("")).toBe("");
    expect(decoded("Zg")).toBe(hexOf("f"));
    expect(decoded("Zm8")).toBe(hexOf("fo"));
    expect(decoded("Zm9v")).toBe(hexOf("foo"));
    expect(decoded("Zm9vYg")).toBe(hexOf("foob"));
  });

  test("base64UrlDecode knows each of the 64 digits", () => {
    const digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (let i = 0; i < 64; i++) {
      const bytes = base64UrlDecode(digits.charAt(i) + "A");
      expect(<i32>bytes![0]).toBe(i << 2);
    }
  });

  test("base64UrlEncode gives what base64UrlDecode takes, of each length", () => {
    const bytes = new Uint8Array(256);
    for (let i = 0; i < 256; i++) bytes[i] = <u8>(i * 151);
    for (let size = 0; size < 256; size += 1 + (size >> 3)) {
      const part = bytes.subarray(0, size);
      const text = base64UrlEncode(part);
      expect(decoded(text)).toBe(hexEncode(part));
      expect(utf8Decode(base64UrlEncodeBytes(part))).toBe(text);
    }
    // RFC 7515, appendix C.
    const octets: u8[] = [3, 236, 255, 224, 193];
    const example = new Uint8Array(5);
    for (let i = 0; i < 5; i++) example[i] = octets[i];
    expect(base64UrlEncode(example)).toBe("A-z_4ME");
  });

  test("base64UrlDecode refuses other characters and a digit too many", () => {
    const wrong = [
      "A",
      "Zm9vA",
      "Zg==",
      "Zm+v",
      "Zm/v",
      "Zm v",
      "Zm\n",
      "Zmé1",
      // Bits that are in no byte, RFC 4648, section 3.5.
      "Zh",
      "Zm9",
      "Zm-",
    ];
    for (let i = 0; i < wrong.length; i++) {
      expect(decoded(wrong[i])).toBe("null", wrong[i]);
    }
  });
});

function hexOf(text: string): string {
  return hexEncode(Uint8Array.wrap(String.UTF8.encode(text)));
}
