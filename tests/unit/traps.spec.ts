/** What docs/traps.md says about the compiler's library. */
const list: string[] = [];
const bytes = new Uint8Array(0);
const map = new Map<string, i32>();
const loneSurrogate = "a\ud800";

function zero(): i32 {
  return list.length;
}

function take<T>(value: T): void {}

describe("docs/traps.md", () => {
  test("arrays throw outside of what they have", () => {
    expect(() => {
      take("Bearer".split(" ")[1]);
    }).toThrow();
    expect(() => {
      list.at(0);
    }).toThrow();
    expect(() => {
      take(new Array<string>(3)[0]);
    }).toThrow();
    expect(() => {
      list.shift();
    }).toThrow();
    expect(() => {
      list.pop();
    }).toThrow();
    expect(() => {
      map.get("absent");
    }).toThrow();
  });

  test("bytes throw outside of what they have", () => {
    expect(() => {
      take(bytes[0]);
    }).toThrow();
    expect(() => {
      bytes.set([1], 0);
    }).toThrow();
    expect(() => {
      new DataView(bytes.buffer).getUint8(0);
    }).toThrow();
    expect(() => {
      Uint8Array.wrap(bytes.buffer, 1);
    }).toThrow();
    expect(() => {
      new Uint8Array(zero() - 1);
    }).toThrow();
    expect(bytes.subarray(3, 9).length).toBe(0);
    expect(bytes.slice(-3, 9).length).toBe(0);
  });

  test("texts throw outside of what they have", () => {
    expect(() => {
      "".at(0);
    }).toThrow();
    expect(() => {
      "a".repeat(zero() - 1);
    }).toThrow();
    expect(() => {
      String.fromCodePoint(0x110000 + zero());
    }).toThrow();
    expect("".charAt(0)).toBe("");
    expect("".charCodeAt(0)).toBe(-1);
    expect("".substr(1, 1)).toBe("");
    expect("a"[1]).toBe("");
  });

  test("URIs throw where they are malformed", () => {
    expect(() => {
      decodeURIComponent("/%zz");
    }).toThrow();
    expect(() => {
      decodeURI("%c3%28");
    }).toThrow();
    expect(() => {
      encodeURIComponent(loneSurrogate);
    }).toThrow();
    expect(() => {
      encodeURI(loneSurrogate);
    }).toThrow();
  });

  test("dates throw where there is none", () => {
    expect(() => {
      Date.parse("Sun, 06 Nov 1994 08:49:37 GMT");
    }).toThrow();
    expect(() => {
      Date.parse("");
    }).toThrow();
    expect(() => {
      new Date(8_640_000_000_000_001);
    }).toThrow();
  });

  test("integers trap where they are divided by 0, and the least by -1", () => {
    expect(() => {
      take(1 / zero());
    }).toThrow();
    expect(() => {
      take(1 % zero());
    }).toThrow();
    expect(() => {
      take(i32.MIN_VALUE / (zero() - 1));
    }).toThrow();
    expect(() => {
      (1).toString(37 + zero());
    }).toThrow();
  });

  test("numbers wrap or saturate where they do not fit", () => {
    expect(I32.parseInt("abc")).toBe(0);
    expect(<i32>(<f64>NaN)).toBe(0);
    expect(<i32>1e300).toBe(i32.MAX_VALUE);
    expect(U64.parseInt("18446744073709551617")).toBe(1);
  });
});
