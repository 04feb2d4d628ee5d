import { percentDecode } from "proxy-wasm-as/assembly/api/percent-decode";
import { percentEncode } from "proxy-wasm-as/assembly/api/percent-encode";

function refused(texts: string[]): string {
  for (let i = 0; i < texts.length; i++) {
    if (percentDecode(texts[i]) != null) return "takes " + texts[i];
  }
  return "";
}

describe("percentDecode", () => {
  test("percentDecode decodes as decodeURIComponent does", () => {
    const texts = [
      "",
      "/",
      "/a%20b%2Fc",
      "%e2%82%ac",
      "%F0%9F%98%80é",
      "a+b%2b",
    ];
    for (let i = 0; i < texts.length; i++) {
      expect(percentDecode(texts[i])).toBe(decodeURIComponent(texts[i]));
    }
    expect(percentDecode("%EF%BF%BD")).toBe("\ufffd");
    expect(percentDecode("€".repeat(1000) + "%41")).toBe(
      "€".repeat(1000) + "A",
    );
  });

  test("percentDecode gives null where decodeURIComponent throws", () => {
    expect(refused(["/%zz", "%", "%4", "%4g", "%g4", "a%", "%%", "%:0"])).toBe(
      "",
    );
    const bytes = ["%80", "%c3", "%c3%28", "%e2%82", "%ff", "%c0%af", "%f8%80"];
    expect(refused(bytes)).toBe("");
    expect(
      refused(["%ed%a0%80", "%f4%90%80%80", "%e2%82x", "%EF%BF%BD%80"]),
    ).toBe("");
  });
});

describe("percentEncode", () => {
  test("percentEncode encodes as encodeURIComponent does", () => {
    let ascii = "";
    for (let i = 0; i < 128; i++) ascii += String.fromCharCode(i);
    const texts = ["", "a b/c", "é€😀", ascii];
    for (let i = 0; i < texts.length; i++) {
      expect(percentEncode(texts[i])).toBe(encodeURIComponent(texts[i]));
      expect(percentDecode(percentEncode(texts[i]))).toBe(texts[i]);
    }
  });

  test("percentEncode makes U+FFFD of a lone surrogate", () => {
    expect(percentEncode("a\ud800")).toBe("a%EF%BF%BD");
    expect(percentEncode("\udc00b")).toBe("%EF%BF%BDb");
  });
});
