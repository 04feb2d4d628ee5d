import { JsonFault } from "proxy-wasm-as/assembly/json/json-fault";
import { JsonKind } from "proxy-wasm-as/assembly/json/json-kind";
import { JsonMismatch } from "proxy-wasm-as/assembly/json/json-mismatch";
import { JsonReader } from "proxy-wasm-as/assembly/json/json-reader";

/** Walks through all of a document and writes down what it finds. */
function walk(reader: JsonReader): string {
  const kind = reader.kind;
  if (kind == JsonKind.Object) {
    const parts: string[] = [];
    reader.enterObject();
    while (reader.nextKey()) parts.push(reader.key + "=" + walk(reader));
    return "{" + parts.join() + "}";
  }
  if (kind == JsonKind.List) {
    const parts: string[] = [];
    reader.enterList();
    while (reader.nextItem()) parts.push(walk(reader));
    return "[" + parts.join() + "]";
  }
  if (kind == JsonKind.Text) return "'" + reader.readText()! + "'";
  if (kind == JsonKind.Number) return reader.readNumberText()!;
  if (kind == JsonKind.Bool) return reader.readBoolOr(false).toString();
  reader.skip();
  return kind == JsonKind.Null ? "null" : "none";
}

/** The value of the one key that is wanted, without a look at the others. */
function limitOf(text: string): i32 {
  const reader = JsonReader.ofText(text);
  let limit = -1;
  if (reader.enterObject()) {
    while (reader.nextKey()) {
      if (reader.keyIs("limit")) limit = reader.readI32Or(-2);
    }
  }
  return reader.finish() ? limit : -3;
}

function i32Of(text: string): string {
  const reader = JsonReader.ofText(text);
  const value = reader.readI32Or(-7);
  return `${value} ${reader.mismatch}`;
}

function i64Of(text: string): string {
  const reader = JsonReader.ofText(text);
  const value = reader.readI64Or(-7);
  return `${value} ${reader.mismatch}`;
}

function u64Of(text: string): string {
  const reader = JsonReader.ofText(text);
  const value = reader.readU64Or(7);
  return `${value} ${reader.mismatch}`;
}

function f64Of(text: string): string {
  const reader = JsonReader.ofText(text);
  const value = reader.readF64Or(-7);
  return `${value} ${reader.mismatch}`;
}

function faultOf(text: string): string {
  const reader = JsonReader.ofText(text);
  expect(reader.finish()).toBe(false);
  return `${reader.fault} ${reader.faultAt}`;
}

describe("JsonReader", () => {
  test("JsonReader walks through objects and lists of every kind of value", () => {
    const reader = JsonReader.ofText(
      ' {"a" : [1, -2.50e3 ,"x\\ty", true,false,null,[],{}], "ü\\u0041": {"": 0}}\n',
    );
    expect(walk(reader)).toBe(
      "{a=[1,-2.50e3,'x\ty',true,false,null,[],{}],üA={=0}}",
    );
    expect(reader.finish()).toBe(true);
    expect(reader.fault).toBe(JsonFault.None);
  });

  test("JsonReader.nextKey meets a key that is there twice both times", () => {
    const reader = JsonReader.ofText('{"a":1,"\\u0061":2}');
    let met = "";
    reader.enterObject();
    while (reader.nextKey()) met += reader.key + reader.readI32Or(0).toString();
    expect(met).toBe("a1a2");
    expect(reader.finish()).toBe(true);
  });

  test("JsonReader.nextKey goes over values that were not read", () => {
    expect(limitOf('{"a":{"limit":1},"limit":5,"b":["limit",2]}')).toBe(5);
    expect(limitOf('{"a":1}')).toBe(-1);
    expect(limitOf('{"limit":"5"}')).toBe(-2);
    expect(limitOf('{"a":[1,],"limit":5}')).toBe(-3);
    expect(limitOf('{"limit":5} x')).toBe(-3);
    expect(limitOf("[5]")).toBe(-1);
    expect(limitOf("")).toBe(-3);
  });

  test("JsonReader.finish goes over what was not read", () => {
    const texts = ['{"a":[{"b":1},2],"c":3}', '{"a":[{"b":1},2],"c":3,}'];
    for (let i = 0; i < 2; i++) {
      const reader = JsonReader.ofText(texts[i]);
      reader.enterObject();
      reader.nextKey();
      reader.enterList();
      reader.nextItem();
      reader.enterObject();
      expect(reader.finish()).toBe(i == 0);
      expect(reader.faultAt).toBe(i == 0 ? 0 : 23);
      expect(reader.nextKey()).toBe(false);
    }
  });

  test("JsonReader.keyIs understands escapes, and compares all of a key", () => {
    const reader = JsonReader.ofText(
      '{"abcdefghij":1,"abcd\\u0065fghij":1,"grüße 😀":1,"gr\\u00fc\\u00dfe \\uD83D\\uDE00":1,"":1,"a\\\\b\\"c":1}',
    );
    reader.enterObject();
    reader.nextKey();
    expect(reader.keyIs("abcdefghij")).toBe(true);
    expect(reader.keyIs("abcdefghi")).toBe(false);
    expect(reader.keyIs("abcdefghijk")).toBe(false);
    expect(reader.keyIs("abcdXfghij")).toBe(false);
    expect(reader.keyIs("")).toBe(false);
    reader.nextKey();
    expect(reader.keyIs("abcdefghij")).toBe(true);
    expect(reader.keyIs("abcd\\u0065fghij")).toBe(false);
    reader.nextKey();
    expect(reader.keyIs("grüße 😀")).toBe(true);
    expect(reader.keyIs("grüße 😁")).toBe(false);
    reader.nextKey();
    expect(reader.keyIs("grüße 😀")).toBe(true);
    reader.nextKey();
    expect(reader.keyIs("")).toBe(true);
    reader.nextKey();
    expect(reader.keyIs('a\\b"c')).toBe(true);
    expect(reader.nextKey()).toBe(false);
    expect(reader.finish()).toBe(true);
  });

  test("JsonReader.readText keeps escaped lone surrogates, and pairs them up", () => {
    expect(JsonReader.ofText('"\\uD83D\\ude00\\/"').readText()).toBe("😀/");
    const lone = JsonReader.ofText('"a\\uD83Db"').readText()!;
    expect(lone.charCodeAt(1)).toBe(0xd83d);
    expect(JsonReader.ofText("1").readText()).toBeNull();
  });

  test("JsonReader reads whole numbers exactly, or tells what is wrong", () => {
    const none = JsonMismatch.None;
    const range = JsonMismatch.Range;
    expect(i32Of("2147483647")).toBe(`2147483647 ${none}`);
    expect(i32Of("-2147483648")).toBe(`-2147483648 ${none}`);
    expect(i32Of("2147483648")).toBe(`-7 ${range}`);
    expect(i32Of("2.0")).toBe(`2 ${none}`);
    expect(i32Of("1200e-2")).toBe(`12 ${none}`);
    expect(i32Of("2e3")).toBe(`2000 ${none}`);
    expect(i32Of("1.5")).toBe(`-7 ${JsonMismatch.Fraction}`);
    expect(i32Of('"1"')).toBe(`-7 ${JsonMismatch.Kind}`);
    expect(i32Of("01")).toBe(`-7 ${JsonMismatch.Fault}`);
    expect(i32Of("-")).toBe(`-7 ${JsonMismatch.Fault}`);
    expect(i64Of("9223372036854775807")).toBe(`9223372036854775807 ${none}`);
    expect(i64Of("-9223372036854775808")).toBe(`-9223372036854775808 ${none}`);
    expect(i64Of("9223372036854775808")).toBe(`-7 ${range}`);
    expect(i64Of("-9223372036854775809")).toBe(`-7 ${range}`);
    expect(i64Of("1e99999999999")).toBe(`-7 ${range}`);
    expect(i64Of("0e99999999999")).toBe(`0 ${none}`);
    expect(u64Of("18446744073709551615")).toBe(`18446744073709551615 ${none}`);
    expect(u64Of("18446744073709551616")).toBe(`7 ${range}`);
    expect(u64Of("99999999999999999999999999")).toBe(`7 ${range}`);
    expect(u64Of("-1")).toBe(`7 ${range}`);
    expect(u64Of("-0")).toBe(`0 ${none}`);
  });

  test("JsonReader.readF64Or rounds fractions to the nearest, and no whole number", () => {
    const none = JsonMismatch.None;
    expect(f64Of("0.1")).toBe(`0.1 ${none}`);
    expect(f64Of("-1.5e3")).toBe(`-1500.0 ${none}`);
    expect(f64Of("123456789.123456789e-30")).toBe(
      `${123456789.123456789e-30} ${none}`,
    );
    expect(f64Of("9007199254740992")).toBe(`9007199254740992.0 ${none}`);
    expect(f64Of("9007199254740993")).toBe(`-7.0 ${JsonMismatch.Precision}`);
    expect(f64Of("9007199254740994")).toBe(`9007199254740994.0 ${none}`);
    expect(f64Of("18446744073709551616")).toBe(
      `-7.0 ${JsonMismatch.Precision}`,
    );
    expect(f64Of("1e400")).toBe(`-7.0 ${JsonMismatch.Range}`);
    expect(f64Of("1e-400")).toBe(`-7.0 ${JsonMismatch.Range}`);
    expect(f64Of("0e-400")).toBe(`0.0 ${none}`);
    expect(f64Of("true")).toBe(`-7.0 ${JsonMismatch.Kind}`);
  });

  test("JsonReader tells the position and the kind of a fault", () => {
    expect(faultOf("")).toBe(`${JsonFault.End} 0`);
    expect(faultOf("[1,]")).toBe(`${JsonFault.Syntax} 3`);
    expect(faultOf('{"a":01}')).toBe(`${JsonFault.Number} 6`);
    expect(faultOf('{"a":1 "b":2}')).toBe(`${JsonFault.Syntax} 7`);
    expect(faultOf('["a\nb"]')).toBe(`${JsonFault.Text} 3`);
    expect(faultOf('["a\\xb"]')).toBe(`${JsonFault.Text} 4`);
    expect(faultOf("nulx")).toBe(`${JsonFault.Syntax} 3`);
    expect(faultOf("[tru")).toBe(`${JsonFault.End} 4`);
    expect(faultOf("1 2")).toBe(`${JsonFault.Syntax} 2`);
    const bytes = Uint8Array.wrap(String.UTF8.encode('["abcüd"]'));
    bytes[5] = 0xff;
    const reader = JsonReader.of(bytes);
    expect(reader.finish()).toBe(false);
    expect(reader.fault).toBe(JsonFault.Utf8);
    expect(reader.faultAt).toBe(5);
  });

  test("JsonReader.describeFault tells the line, the column and the path", () => {
    const reader = JsonReader.ofText(
      '{"rules": [{}, {"ü":1,\n "host": tru }], "b": 1}',
    );
    walk(reader);
    expect(reader.describeFault()).toBe(
      "a byte cannot stand here: line 2, column 13, in rules[1].host",
    );
    const end = JsonReader.ofText('{"a b":[[1,[');
    expect(end.finish()).toBe(false);
    expect(end.describeFault()).toBe(
      'the document ends too early: line 1, column 13, in ["a b"][0][1][0]',
    );
  });

  test("JsonReader.pathAt gives the path of each value", () => {
    const text = '{"a":{"b":[1,{"c-d":[]},2]},"e":3}';
    const reader = JsonReader.ofText(text);
    expect(reader.pathAt(0)).toBe("");
    expect(reader.pathAt(text.indexOf("{", 1))).toBe("a");
    expect(reader.pathAt(text.indexOf("1"))).toBe("a.b[0]");
    expect(reader.pathAt(text.indexOf("[]"))).toBe("a.b[1].c-d");
    expect(reader.pathAt(text.indexOf("2"))).toBe("a.b[2]");
    expect(reader.pathAt(text.indexOf("3"))).toBe("e");
    expect(reader.pathAt(text.indexOf('"e"'))).toBe("e");
  });

  test("JsonReader.start is where the value begins that was read last", () => {
    const reader = JsonReader.ofText('{"a": [1], "b":  "x"}');
    reader.enterObject();
    expect(reader.start).toBe(0);
    reader.nextKey();
    expect(reader.enterObject()).toBe(false);
    expect(reader.mismatch).toBe(JsonMismatch.Kind);
    expect(reader.start).toBe(6);
    reader.nextKey();
    expect(reader.textIs("x")).toBe(true);
    expect(reader.textIs("xy")).toBe(false);
    expect(reader.readText()).toBe("x");
    expect(reader.start).toBe(17);
  });

  test("JsonReader.fork reads on without moving the reader", () => {
    const reader = JsonReader.ofText('{"kind":"a","x":1}');
    const ahead = reader.fork();
    expect(walk(ahead)).toBe("{kind='a',x=1}");
    expect(walk(reader)).toBe("{kind='a',x=1}");
  });

  test("JsonReader gives only fallbacks after a fault, and after the end", () => {
    const reader = JsonReader.ofText("[1 2]");
    reader.enterList();
    reader.nextItem();
    expect(reader.readI32Or(0)).toBe(1);
    expect(reader.nextItem()).toBe(false);
    expect(reader.fault).toBe(JsonFault.Syntax);
    expect(reader.readI32Or(9)).toBe(9);
    expect(reader.readText()).toBeNull();
    expect(reader.kind).toBe(JsonKind.None);
    expect(reader.enterObject()).toBe(false);
    expect(reader.mismatch).toBe(JsonMismatch.Fault);
    const whole = JsonReader.ofText("1");
    expect(whole.readI32Or(0)).toBe(1);
    expect(whole.readI32Or(9)).toBe(9);
    expect(whole.nextKey()).toBe(false);
    expect(whole.finish()).toBe(true);
  });

  test("JsonReader refuses deeper nesting than is wanted, whether skipped or entered", () => {
    for (let depth = 1; depth <= 200; depth += 33) {
      const good = "[".repeat(depth) + "]".repeat(depth);
      expect(JsonReader.ofText(good, depth).finish()).toBe(true);
      expect(JsonReader.ofText("[" + good + "]", depth).finish()).toBe(false);
      expect(walk(JsonReader.ofText(good, depth))).toBe(good);
      const deep = JsonReader.ofText("[" + good + "]", depth);
      walk(deep);
      expect(deep.fault).toBe(JsonFault.Depth);
    }
    const mixed = '{"a":['.repeat(512) + "]}".repeat(512);
    expect(JsonReader.ofText(mixed, 1024).finish()).toBe(true);
    expect(JsonReader.ofText("[" + mixed + "]", 9999).finish()).toBe(false);
    const wrong = '{"a":['.repeat(100) + "]}".repeat(99) + "}]";
    expect(JsonReader.ofText(wrong, 1024).finish()).toBe(false);
  });
});
