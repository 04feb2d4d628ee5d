import { base64UrlDecode } from "proxy-wasm-as/assembly/api/base64-url-decode";
import { arrayHex } from "../bytes";

function decoded(text: string): string {
  const bytes = base64UrlDecode(text);
  return bytes == null ? "null" : arrayHex(bytes);
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
    ];
    for (let i = 0; i < wrong.length; i++) {
      expect(decoded(wrong[i])).toBe("null", wrong[i]);
    }
  });
});

function hexOf(text: string): string {
  return arrayHex(Uint8Array.wrap(String.UTF8.encode(text)));
}
