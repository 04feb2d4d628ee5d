import { utf8Encode } from "proxy-wasm-as/assembly/codecs/utf8";
import { timingSafeEqual } from "proxy-wasm-as/assembly/crypto/timing-safe-equal";

describe("timingSafeEqual", () => {
  test("timingSafeEqual tells the same bytes from others", () => {
    const secret = utf8Encode("melon");
    expect(timingSafeEqual(secret, utf8Encode("melon"))).toBe(true);
    expect(timingSafeEqual(new Uint8Array(0), new Uint8Array(0))).toBe(true);
    const others = ["", "melo", "melons", "lemon", "Melon", "meloN"];
    for (let i = 0; i < others.length; i++) {
      expect(timingSafeEqual(secret, utf8Encode(others[i]))).toBe(false);
    }
  });
});
