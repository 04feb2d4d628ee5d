import { StructuredDictionary } from "proxy-wasm-as/assembly/http/structured-dictionary";
import { StructuredItem } from "proxy-wasm-as/assembly/http/structured-item";
import { StructuredList } from "proxy-wasm-as/assembly/http/structured-list";
import {
  StructuredKind,
  StructuredValue,
} from "proxy-wasm-as/assembly/http/structured-value";

function item(text: string): string {
  const found = StructuredItem.parse(text);
  return found == null ? "none" : found.toString();
}

function list(text: string): string {
  const found = StructuredList.parse(text);
  return found == null ? "none" : found.toString();
}

function dictionary(text: string): string {
  const found = StructuredDictionary.parse(text);
  return found == null ? "none" : found.toString();
}

function value(text: string): StructuredValue {
  return StructuredItem.parse(text)!.value!;
}

/** The first of the texts that is read although it is not well-formed. */
function taken(texts: string[]): string {
  for (let i = 0; i < texts.length; i++) {
    if (item(texts[i]) != "none") return texts[i];
  }
  return "";
}

// The rules and the examples of RFC 9651, sections 3 and 4.
describe("StructuredItem", () => {
  test("StructuredItem reads and writes numbers", () => {
    const same = ["42", "0", "-999999999999999", "4.5", "-0.125", "0.1", "1.0"];
    for (let i = 0; i < same.length; i++) expect(item(same[i])).toBe(same[i]);
    expect(item("-0")).toBe("0");
    expect(item("007")).toBe("7");
    expect(item("1.500")).toBe("1.5");
    expect(item("1.050")).toBe("1.05");
    expect(item("1.005")).toBe("1.005");
    expect(item("999999999999.999")).toBe("999999999999.999");
    expect(item(" 1 ")).toBe("1");
    expect(value("4.5").decimalOr(0)).toBe(4.5);
    expect(value("-42").integerOr(0)).toBe(-42);
    expect(value("4.5").integerOr(7)).toBe(7);
    expect(
      taken([
        "",
        "-",
        "--1",
        "+1",
        "1.",
        ".1",
        "1.2345",
        "1..2",
        "1000000000000000",
        "1000000000000.0",
        "0000000000000001",
        "1 2",
        "1\t",
        "\t1",
      ]),
    ).toBe("");
  });

  test("StructuredItem reads and writes texts, tokens and booleans", () => {
    const same = [
      '"a \\"b\\" \\\\ c"',
      '""',
      "a",
      "*",
      "foo123/456:x!#$%&'*+-.^_`|~",
      "?1",
      "?0",
    ];
    for (let i = 0; i < same.length; i++) expect(item(same[i])).toBe(same[i]);
    expect(value('"a\\"b"').text).toBe('a"b');
    expect(value("?1").booleanOr(false)).toBe(true);
    expect(
      taken([
        '"a',
        '"\\a"',
        '"\\',
        '"é"',
        '"a\tb"',
        '"a"b"',
        "'a'",
        "(a)",
        "?",
        "?2",
        "?true",
        "a b",
        "a,b",
        "é",
      ]),
    ).toBe("");
  });

  test("StructuredItem reads and writes bytes, dates and display strings", () => {
    expect(item(":cHJldGVuZCB0aGlz:")).toBe(":cHJldGVuZCB0aGlz:");
    expect(item("::")).toBe("::");
    expect(item(":aGVsbG8:")).toBe(":aGVsbG8=:");
    expect(String.UTF8.decode(value(":aGVsbG8=:").bytes!.buffer)).toBe("hello");
    expect(item("@1659578233")).toBe("@1659578233");
    expect(value("@-1").date!.getTime()).toBe(-1000);
    expect(value("@999999999999999").date).toBeNull();
    const display = '%"f%c3%bc%c3%bc %22%25%f0%9f%98%80"';
    expect(item(display)).toBe(display);
    expect(value(display).text).toBe('füü "%😀');
    expect(value(display).kind).toBe(StructuredKind.DisplayString);
    expect(
      taken([
        ":a",
        ":a:",
        ":a b:",
        ":_-__:",
        ":aGVsbG8=",
        "@",
        "@1.0",
        "@a",
        "%",
        '%"a',
        '%"%C3%BC"',
        '%"%c3"',
        '%"%c3%28"',
        '%"%"',
        '%"%c"',
        '%"é"',
        '%"a\tb"',
        "%a",
      ]),
    ).toBe("");
  });

  test("StructuredItem has parameters, of which the last of a key counts", () => {
    expect(item("a;b;c=1;  d=?0;*e=x")).toBe("a;b;c=1;d=?0;*e=x");
    expect(item("a;b=1;c;b=2")).toBe("a;b=2;c");
    expect(item("a;b=?1")).toBe("a;b");
    expect(taken(["a ;b", "a;B", "a;", "a; ;b", "a;b=", "a;b =1"])).toBe("");
    expect(taken(["a;1=2", "a;b=(c)", "a;b= 1", "a;\tb"])).toBe("");
    const parsed = StructuredItem.parse("a;b=1")!;
    expect(parsed.parameters.get("b")!.integerOr(0)).toBe(1);
    expect(parsed.parameters.delete("b")).toBe(true);
    expect(parsed.parameters.set("B", StructuredValue.boolean(true))).toBe(
      false,
    );
    expect(parsed.toString()).toBe("a");
  });

  test("StructuredValue makes only what a field can have", () => {
    expect(StructuredValue.integer(1000000000000000)).toBeNull();
    expect(StructuredValue.decimal(1e12)).toBeNull();
    expect(StructuredValue.decimal(NaN)).toBeNull();
    expect(StructuredValue.decimal(0.0025)!.toString()).toBe("0.002");
    expect(StructuredValue.decimal(0.0035)!.toString()).toBe("0.004");
    expect(StructuredValue.decimal(-2)!.toString()).toBe("-2.0");
    expect(StructuredValue.string("é")).toBeNull();
    expect(StructuredValue.token("1a")).toBeNull();
    expect(StructuredValue.token("a b")).toBeNull();
    expect(StructuredValue.token("")).toBeNull();
    expect(StructuredValue.date(new Date(1999))!.toString()).toBe("@1");
    expect(StructuredValue.displayString("a\ud800").toString()).toBe(
      '%"a%ef%bf%bd"',
    );
  });
});

describe("StructuredList", () => {
  test("StructuredList reads and writes items and inner lists", () => {
    expect(list("sugar, tea, rum")).toBe("sugar, tea, rum");
    expect(list("a,b\t,\tc")).toBe("a, b, c");
    expect(list("")).toBe("");
    expect(list('("foo" "bar"), ("baz"), ("bat" "one"), ()')).toBe(
      '("foo" "bar"), ("baz"), ("bat" "one"), ()',
    );
    expect(list('(  "foo";a=1;b=2   1 );lvl=5, ("bar" "baz");lvl=1')).toBe(
      '("foo";a=1;b=2 1);lvl=5, ("bar" "baz");lvl=1',
    );
    const wrong = [
      "a,",
      ",a",
      "a,,b",
      "a b",
      "(a",
      "(a,b)",
      "(a\tb)",
      "((a))",
      "(a)b",
      "a\t",
      '("a""b")',
    ];
    for (let i = 0; i < wrong.length; i++) {
      expect(list(wrong[i])).toBe("none", wrong[i]);
    }
  });
});

describe("StructuredDictionary", () => {
  test("StructuredDictionary reads and writes members", () => {
    expect(dictionary('en="Applepie", da=:w4ZibGV0w6ZydGU=:')).toBe(
      'en="Applepie", da=:w4ZibGV0w6ZydGU=:',
    );
    expect(dictionary("a=?0, b, c; foo=bar")).toBe("a=?0, b, c;foo=bar");
    expect(dictionary("rating=1.5, feelings=(joy sadness)")).toBe(
      "rating=1.5, feelings=(joy sadness)",
    );
    expect(dictionary("a=1,b=2;x=1,a=?1;y")).toBe("a;y, b=2;x=1");
    expect(dictionary("")).toBe("");
    const wrong = [
      "a=",
      "a =1",
      "a= 1",
      "A=1",
      "a=1,",
      "a=1 b=2",
      "=1",
      "1=a",
      "a=1,,b",
    ];
    for (let i = 0; i < wrong.length; i++) {
      expect(dictionary(wrong[i])).toBe("none", wrong[i]);
    }
  });

  test("StructuredDictionary edits members", () => {
    const edited = StructuredDictionary.parse("u=1, i")!;
    expect(edited.value("u")!.integerOr(0)).toBe(1);
    expect(
      edited.set("u", StructuredItem.of(StructuredValue.integer(5)!)),
    ).toBe(true);
    const inner = [StructuredItem.of(StructuredValue.boolean(true))];
    expect(edited.set("x", StructuredItem.list(inner))).toBe(true);
    expect(edited.set("X", StructuredItem.list([]))).toBe(false);
    expect(edited.delete("i")).toBe(true);
    expect(edited.toString()).toBe("u=5, x=(?1)");
    expect(edited.value("x")).toBeNull();
  });
});
