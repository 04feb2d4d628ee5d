import { REFUSED } from "proxy-wasm-as/assembly/abi/field-rule";
import { STATUS, TOKEN } from "proxy-wasm-as/assembly/abi/field-name";
import { EncodedField } from "proxy-wasm-as/assembly/abi/encoded-field";

const room = heap.alloc(1024);

function textOf(field: EncodedField): string {
  return String.UTF8.decodeUnsafe(field.start, field.size);
}

function name(text: string): EncodedField {
  return EncodedField.ofName(text, room);
}

describe("EncodedField", () => {
  test("EncodedField.ofName encodes a name of the source once", () => {
    const literal = "x-once";
    const first = name(literal);
    expect(textOf(first)).toBe("x-once");
    expect(first.start).not.toBe(room);
    expect(name(literal).start).toBe(first.start);
    expect(textOf(EncodedField.of(literal, room))).toBe("x-once");
    expect(textOf(EncodedField.ofValue(literal, room))).toBe("x-once");
  });

  test("EncodedField.ofName encodes a name that was made each time", () => {
    for (let i = 0; i < 3; i++) {
      const made = "x-" + i.toString();
      expect(textOf(name(made))).toBe(made);
      expect(name(made).start).toBe(room);
    }
  });

  test("EncodedField.ofName refuses a text that is not a name each time", () => {
    for (let i = 0; i < 3; i++) {
      expect(name("x y").size).toBe(REFUSED);
      expect(name("").size).toBe(REFUSED);
      expect(name("x\u007f").size).toBe(REFUSED);
      expect(name("a:b").size).toBe(REFUSED);
      expect(name("é" + i.toString()).size).toBe(REFUSED);
    }
  });

  test("EncodedField.ofName tells the kind of a name, of the source and made", () => {
    for (let i = 0; i < 2; i++) {
      expect(name(":status").kind).toBe(STATUS);
      expect(name("x-kind").kind).toBe(TOKEN);
      expect(name(":" + "Status").kind).toBe(STATUS);
      expect(name("x-" + i.toString()).kind).toBe(TOKEN);
    }
  });

  test("EncodedField.ofValue takes a text that is not a name", () => {
    for (let i = 0; i < 3; i++) {
      expect(textOf(EncodedField.ofValue("two words", room))).toBe("two words");
      expect(EncodedField.ofValue("", room).size).toBe(0);
      expect(EncodedField.ofValue("two\nlines", room).size).toBe(REFUSED);
      expect(textOf(EncodedField.of("two\nlines", room))).toBe("two\nlines");
    }
  });

  test("EncodedField.ofName and ofValue stand side by side", () => {
    const made = 7;
    const field = EncodedField.ofName("x-" + made.toString(), room);
    const value = EncodedField.ofValue("y-" + made.toString(), room + 256);
    expect(textOf(field)).toBe("x-7");
    expect(textOf(value)).toBe("y-7");
  });

  test("EncodedField.of encodes texts of any script, and long ones", () => {
    const long =
      "x-0123456789-0123456789-0123456789-0123456789-0123456789-0123456789";
    for (let i = 0; i < 3; i++) {
      expect(textOf(EncodedField.of("x-é-日-💩", room))).toBe("x-é-日-💩");
      expect(textOf(name(long))).toBe(long);
    }
  });

  test("EncodedField tells literals apart that share a place", () => {
    const texts: string[] = [
      "a-0",
      "a-1",
      "a-2",
      "a-3",
      "a-4",
      "a-5",
      "a-6",
      "a-7",
      "a-8",
      "a-9",
      "b-0",
      "b-1",
      "b-2",
      "b-3",
      "b-4",
      "b-5",
      "b-6",
      "b-7",
      "b-8",
      "b-9",
      "c-0",
      "c-1",
      "c-2",
      "c-3",
      "c-4",
      "c-5",
      "c-6",
      "c-7",
      "c-8",
      "c-9",
      "d-0",
      "d-1",
      "d-2",
      "d-3",
      "d-4",
      "d-5",
      "d-6",
      "d-7",
      "d-8",
      "d-9",
      "e-0",
      "e-1",
      "e-2",
      "e-3",
      "e-4",
      "e-5",
      "e-6",
      "e-7",
      "e-8",
      "e-9",
    ];
    let right = 0;
    for (let turn = 0; turn < 3; turn++) {
      for (let i = 0; i < texts.length; i++) {
        const expected =
          String.fromCharCode(0x61 + i / 10) + "-" + (i % 10).toString();
        if (textOf(name(texts[i])) == expected) right++;
      }
    }
    expect(right).toBe(3 * texts.length);
  });
});
