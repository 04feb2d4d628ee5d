import { FieldRule, REFUSED } from "proxy-wasm-as/assembly/abi/field-rule";
import { encode, encodeByRule } from "proxy-wasm-as/assembly/abi/utf8";

const room = heap.alloc(256);

/** Puts one unit at a place of "aaa…". */
function textWith(unit: i32, at: i32, length: i32): string {
  return (
    "a".repeat(at) + String.fromCharCode(unit) + "a".repeat(length - at - 1)
  );
}

/** Tells whether bytes are what `encode` writes of a text. */
function isEncoded(text: string, size: usize): bool {
  return String.UTF8.decodeUnsafe(room, size) == text;
}

/** Returns in how many texts a unit is not refused, or not written, as it should be. */
function wrongWith(unit: i32, rule: FieldRule, isRefused: bool): i32 {
  let wrong = 0;
  for (let length = 1; length < 12; length++) {
    for (let at = 0; at < length; at++) {
      const text = textWith(unit, at, length);
      const size = encodeByRule(text, rule, room);
      if (isRefused ? size != REFUSED : !isEncoded(text, size)) wrong++;
    }
  }
  return wrong;
}

describe("encodeByRule", () => {
  test("encodeByRule writes nothing of an empty value", () => {
    expect(encodeByRule("", FieldRule.Value, room)).toBe(0);
  });

  test("encodeByRule refuses NUL, CR and LF in a value only, wherever they stand", () => {
    for (let unit = 0; unit < 0x180; unit++) {
      const isRefused = unit == 0x00 || unit == 0x0d || unit == 0x0a;
      expect(wrongWith(unit, FieldRule.Value, isRefused)).toBe(0);
    }
  });

  test("encodeByRule does not take a unit for a control by its low byte", () => {
    expect(
      isEncoded(
        "\u010a\u0d00\u0a0d",
        encodeByRule("\u010a\u0d00\u0a0d", FieldRule.Value, room),
      ),
    ).toBe(true);
  });
});

describe("encode", () => {
  test("encode refuses nothing", () => {
    for (let unit = 0; unit < 0x80; unit++) {
      expect(
        isEncoded(textWith(unit, 5, 11), encode(textWith(unit, 5, 11), room)),
      ).toBe(true);
    }
  });
});
