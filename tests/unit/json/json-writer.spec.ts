import { JsonReader } from "proxy-wasm-as/assembly/json/json-reader";
import { JsonWriter } from "proxy-wasm-as/assembly/json/json-writer";

function written(text: string): string {
  return new JsonWriter().text(text).toString();
}

function number(value: f64): string {
  return new JsonWriter().f64(value).toString();
}

describe("JsonWriter", () => {
  test("JsonWriter writes every kind of value", () => {
    const writer = new JsonWriter();
    writer.beginObject().key("a").text("x").key("b").beginList();
    writer.i64(i64.MIN_VALUE).u64(u64.MAX_VALUE).f64(-1.5).bool(true);
    writer.bool(false).nothing().beginObject().endObject();
    writer.beginList().endList().endList().key("c").i64(0).endObject();
    expect(writer.toString()).toBe(
      '{"a":"x","b":[-9223372036854775808,18446744073709551615,-1.5,true,false,null,{},[]],"c":0}',
    );
  });

  test("JsonWriter escapes what JSON wants escaped, and nothing else", () => {
    expect(written('a"b\\c/d')).toBe('"a\\"b\\\\c/d"');
    expect(written("\b\t\n\f\r\0\x1f\x7f")).toBe(
      '"\\b\\t\\n\\f\\r\\u0000\\u001f\x7f"',
    );
    expect(written("Grüße, 世界 😀")).toBe('"Grüße, 世界 😀"');
    expect(written("\u2028")).toBe('"\u2028"');
    for (let unit = 1; unit < 0x80; unit++) {
      const text = "abc" + String.fromCharCode(unit) + "defg";
      expect(JsonReader.ofText(written(text)).readText()).toBe(text);
    }
  });

  test("JsonWriter escapes a unit at each place of texts of each length", () => {
    for (let length = 1; length < 40; length++) {
      const plain = "x".repeat(length);
      expect(written(plain)).toBe(`"${plain}"`);
      for (let i = 0; i < length; i++) {
        const before = plain.slice(0, i);
        const after = plain.slice(i + 1);
        expect(written(before + "\n" + after)).toBe(`"${before}\\n${after}"`);
        expect(written(before + "世" + after)).toBe(`"${before}世${after}"`);
      }
    }
  });

  test("JsonWriter writes whole numbers with each number of digits", () => {
    let digits = "";
    for (let i = 1; i <= 19; i++) {
      digits += (i % 10).toString();
      const value = u64.parse(digits);
      expect(new JsonWriter().u64(value).toString()).toBe(digits);
      expect(new JsonWriter().i64(-(<i64>value)).toString()).toBe("-" + digits);
      const round = "1" + "0".repeat(i);
      expect(new JsonWriter().u64(u64.parse(round)).toString()).toBe(round);
    }
  });

  test("JsonWriter.f64 writes each number of decimals", () => {
    for (let i: u32 = 1; i < 1_000_000; i += 997) {
      const value = <f64>i / 1e6;
      expect(number(value).length).toBeLessThan(9);
      expect(JsonReader.ofText(number(value)).readF64Or(0)).toBe(value);
      const text = number(-1234 - value);
      expect(JsonReader.ofText(text).readF64Or(0)).toBe(-1234 - value);
    }
  });

  test("JsonWriter writes a lone surrogate as an escape", () => {
    const lone = String.fromCharCode(0xd83d);
    expect(written("a" + lone)).toBe('"a\\ud83d"');
    expect(written(lone + "abcdefgh")).toBe('"\\ud83dabcdefgh"');
    expect(written(String.fromCharCode(0xde00) + lone)).toBe(
      '"\\ude00\\ud83d"',
    );
  });

  test("JsonWriter.f64 writes numbers as JSON.stringify does", () => {
    expect(number(0)).toBe("0");
    expect(number(-0)).toBe("0");
    expect(number(1500)).toBe("1500");
    expect(number(0.1)).toBe("0.1");
    expect(number(-123.456)).toBe("-123.456");
    expect(number(1e21)).toBe("1e+21");
    expect(number(1e20)).toBe("100000000000000000000");
    expect(number(1e-7)).toBe("1e-7");
    expect(number(5e-324)).toBe("5e-324");
    expect(number(9007199254740993)).toBe("9007199254740992");
    expect(number(NaN)).toBe("null");
    expect(number(Infinity)).toBe("null");
  });

  test("JsonWriter grows with what is written", () => {
    const writer = new JsonWriter();
    writer.beginList();
    const long = '\n"ü'.repeat(1000);
    for (let i = 0; i < 20; i++) writer.text(long);
    writer.endList();
    const reader = JsonReader.ofText(writer.toString());
    let count = 0;
    reader.enterList();
    while (reader.nextItem()) count += i32(reader.readText() == long);
    expect(reader.finish()).toBe(true);
    expect(count).toBe(20);
  });

  test("JsonWriter takes the room of the document before, up to 16 times its own", () => {
    roomFor(110_000);
    const again = roomFor(110_000);
    expect(again).toBeGreaterThan(109_999);
    expect(again).toBeLessThan(112_000);
    const less = roomFor(40_000);
    expect(less).toBeGreaterThan(109_999);
    expect(less).toBeLessThan(112_000);
    expect(roomFor(40_000)).toBeLessThan(82_000);
    roomFor(1_000_000);
    expect(roomFor(30_000)).toBeLessThan(16 * 30_000);
    expect(roomFor(1_000)).toBeLessThan(5_000);
  });

  test("JsonWriter.copy writes a value as a reader has it", () => {
    const reader = JsonReader.ofText('[ {"a" : 1.50} , "\\u0041", 7x]');
    const writer = new JsonWriter();
    reader.enterList();
    writer.beginList();
    reader.nextItem();
    expect(writer.copy(reader)).toBe(true);
    reader.nextItem();
    expect(writer.copy(reader)).toBe(true);
    expect(writer.copy(reader)).toBe(false);
    writer.endList();
    expect(writer.toString()).toBe('[{"a" : 1.50},"\\u0041",null]');
  });

  test("JsonWriter.bytes stays as it is when another document is begun", () => {
    const writer = new JsonWriter();
    const bytes = writer.text("ab").bytes();
    writer.clear();
    writer.text("cd");
    expect(String.UTF8.decode(bytes.slice().buffer)).toBe('"ab"');
    expect(writer.toString()).toBe('"cd"');
  });

  test("JsonWriter nests 1024 deep", () => {
    const writer = new JsonWriter();
    for (let i = 0; i < 1024; i++) writer.beginList();
    for (let i = 0; i < 1024; i++) writer.endList();
    expect(writer.toString()).toBe("[".repeat(1024) + "]".repeat(1024));
  });

  test("JsonWriter throws where it would write something else than JSON", () => {
    expect(() => {
      new JsonWriter().key("a");
    }).toThrow();
    expect(() => {
      new JsonWriter().beginObject().i64(1);
    }).toThrow();
    expect(() => {
      new JsonWriter().beginObject().key("a").key("b");
    }).toThrow();
    expect(() => {
      new JsonWriter().beginObject().key("a").endObject();
    }).toThrow();
    expect(() => {
      new JsonWriter().beginList().endObject();
    }).toThrow();
    expect(() => {
      new JsonWriter().beginList().key("a");
    }).toThrow();
    expect(() => {
      new JsonWriter().i64(1).i64(2);
    }).toThrow();
    expect(() => {
      new JsonWriter().endList();
    }).toThrow();
    expect(() => {
      new JsonWriter().beginList().toString();
    }).toThrow();
    expect(() => {
      new JsonWriter().bytes();
    }).toThrow();
    expect(() => {
      const writer = new JsonWriter();
      for (let i = 0; i < 1025; i++) writer.beginList();
    }).toThrow();
  });
});

/** Returns how much room a writer has taken for a document of about so many bytes. */
function roomFor(size: i32): i32 {
  const writer = new JsonWriter();
  writer.beginList();
  const part = "x".repeat(97);
  for (let i = 0; i < size / 100; i++) writer.text(part);
  return writer.endList().bytes().buffer.byteLength;
}
