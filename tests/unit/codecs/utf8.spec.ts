import { utf8Decode, utf8Encode } from "proxy-wasm-as/assembly/codecs/utf8";
import { hexDecode, hexEncode } from "proxy-wasm-as/assembly/codecs/hex";

describe("utf8", () => {
  test("utf8Encode and utf8Decode take all lengths of characters", () => {
    const text = "aé€\u{1f600}";
    expect(hexEncode(utf8Encode(text))).toBe("61c3a9e282acf09f9880");
    expect(utf8Decode(utf8Encode(text))).toBe(text);
    expect(utf8Encode("").length).toBe(0);
  });

  test("utf8Encode and utf8Decode replace what is not Unicode by U+FFFD", () => {
    expect(hexEncode(utf8Encode("a\ud800b"))).toBe("61efbfbd62");
    expect(utf8Decode(hexDecode("61ff62c3")!)).toBe("a\ufffdb\ufffd");
  });
});
