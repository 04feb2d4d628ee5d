import { randomToken } from "proxy-wasm-as/assembly/crypto/random-token";
import { uuidV4, uuidV7 } from "proxy-wasm-as/assembly/crypto/uuid";
import { refuse, reset, setClock } from "../test-host";

beforeEach(() => reset());

/** Whether a text has the form of RFC 9562, section 4, with a version and the variant 10. */
function isUuid(text: string, version: string): bool {
  if (text.length != 36) return false;
  for (let i = 0; i < 36; i++) {
    const isDash = i == 8 || i == 13 || i == 18 || i == 23;
    const digits = isDash ? "-" : "0123456789abcdef";
    if (!digits.includes(text.charAt(i))) return false;
  }
  return text.charAt(14) == version && "89ab".includes(text.charAt(19));
}

describe("uuidV4", () => {
  test("uuidV4 is random but for its version and variant", () => {
    const one = uuidV4()!;
    expect(isUuid(one, "4")).toBe(true, one);
    expect(uuidV4()! == one).toBe(false);
  });

  test("uuidV4 and uuidV7 are null where the proxy gives no random bytes", () => {
    refuse("random_get", 76);
    expect(uuidV4() == null).toBe(true);
    expect(uuidV7() == null).toBe(true);
    expect(randomToken() == null).toBe(true);
  });
});

describe("uuidV7", () => {
  test("uuidV7 begins with the time, as in RFC 9562, appendix A.6", () => {
    // 2022-02-22T19:22:22.000Z; then a half and nearly all of a millisecond.
    setClock(0, 1_645_557_742_000_000_000);
    const one = uuidV7()!;
    expect(isUuid(one, "7")).toBe(true, one);
    expect(one.slice(0, 18)).toBe("017f22e2-79b0-7000");
    setClock(0, 1_645_557_742_000_500_000);
    expect(uuidV7()!.slice(0, 18)).toBe("017f22e2-79b0-7800");
    setClock(0, 1_645_557_742_000_999_999);
    expect(uuidV7()!.slice(0, 18)).toBe("017f22e2-79b0-7fff");
  });

  test("uuidV7 sorts by its time as a text", () => {
    let last = "";
    for (let i: u64 = 0; i < 1000; i++) {
      setClock(0, 1_645_557_742_000_000_000 + i * 250);
      const next = uuidV7()!;
      expect(next > last).toBe(true);
      last = next;
    }
  });
});

describe("randomToken", () => {
  test("randomToken has 43 characters for 32 bytes, and others for other sizes", () => {
    const token = randomToken()!;
    expect(token.length).toBe(43);
    expect(randomToken()! == token).toBe(false);
    expect(randomToken(16)!.length).toBe(22);
    expect(randomToken(0)).toBe("");
  });
});
