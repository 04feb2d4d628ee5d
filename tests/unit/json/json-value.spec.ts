import { parseJson } from "proxy-wasm-as/assembly/json/parse-json";

const SOURCE =
  '{"text":"a","number":2.5,"yes":true,"none":null,"list":["a","b"],"mixed":["a",1],"empty":[],"text":"z"}';

describe("JsonValue", () => {
  test("JsonValue.get gives the last of several values, and null for none", () => {
    const value = parseJson(SOURCE)!;
    expect(value.get("text")!.text).toBe("z");
    expect(value.get("absent")).toBeNull();
    expect(value.get("list")!.get("0")).toBeNull();
    expect(value.get("none")!.text).toBeNull();
  });

  test("JsonValue.at gives null outside of the list", () => {
    const list = parseJson("[1]")!;
    expect(list.at(0)!.numberOr(0)).toBe(1);
    expect(list.at(1)).toBeNull();
    expect(list.at(-1)).toBeNull();
    expect(parseJson('"a"')!.at(0)).toBeNull();
  });

  test("JsonValue.getText gives null for a value that is absent, or not a text", () => {
    const value = parseJson(SOURCE)!;
    expect(value.getText("text")).toBe("z");
    expect(value.getText("number")).toBeNull();
    expect(value.getText("absent")).toBeNull();
    expect(parseJson("1")!.getText("a")).toBeNull();
  });

  test("JsonValue.getTexts gives null where one of them is not a text", () => {
    const value = parseJson(SOURCE)!;
    expect(value.getTexts("list")!.join("+")).toBe("a+b");
    expect(value.getTexts("empty")!.length).toBe(0);
    expect(value.getTexts("mixed")).toBeNull();
    expect(value.getTexts("text")).toBeNull();
    expect(value.getTexts("absent")).toBeNull();
  });

  test("JsonValue.getNumberOr and getBoolOr fall back", () => {
    const value = parseJson(SOURCE)!;
    expect(value.getNumberOr("number", 1)).toBe(2.5);
    expect(value.getNumberOr("text", 1)).toBe(1);
    expect(value.getNumberOr("absent", 1)).toBe(1);
    expect(value.getBoolOr("yes", false)).toBe(true);
    expect(value.getBoolOr("number", true)).toBe(true);
    expect(value.getBoolOr("absent", true)).toBe(true);
  });

  test("JsonValue.getIntegerOr gives whole numbers exactly, and falls back", () => {
    const value = parseJson(
      '{"retries":2,"id":1234567890123456789,"whole":2.0,"half":1.5,"large":9223372036854775808,"text":"1"}',
    )!;
    expect(value.getIntegerOr("retries", 1).toString()).toBe("2");
    expect(value.getIntegerOr("id", 1)).toBe(1234567890123456789);
    expect(value.getIntegerOr("whole", 1)).toBe(2);
    expect(value.getIntegerOr("half", -1)).toBe(-1);
    expect(value.getIntegerOr("large", -1)).toBe(-1);
    expect(value.getIntegerOr("text", -1)).toBe(-1);
    expect(value.getIntegerOr("absent", -1)).toBe(-1);
    expect(parseJson("[-7]")!.at(0)!.integerOr(0)).toBe(-7);
  });

  test("JsonValue.getNumberText gives a number as it is written", () => {
    const value = parseJson(
      '{"id":123456789012345678901,"cost":1.50,"text":"1","yes":true}',
    )!;
    expect(value.getNumberText("id")).toBe("123456789012345678901");
    expect(value.getNumberText("cost")).toBe("1.50");
    expect(value.getNumberText("text")).toBeNull();
    expect(value.getNumberText("yes")).toBeNull();
    expect(value.getNumberText("absent")).toBeNull();
    expect(parseJson("1e2")!.numberText).toBe("1e2");
  });

  test("JsonValue.numberOr gives what JSON.parse would", () => {
    expect(parseJson("1.2073964667506999e+39")!.numberOr(0)).toBe(
      1.2073964667506999e39,
    );
    expect(parseJson("-1e999")!.numberOr(0)).toBe(-Infinity);
    expect(parseJson("2.4703282292062328e-324")!.numberOr(1)).toBe(
      f64.MIN_VALUE,
    );
  });

  test("JsonValue.length and names are 0 and empty for what has no values", () => {
    const value = parseJson(SOURCE)!;
    expect(value.length).toBe(8);
    expect(value.names.length).toBe(8);
    expect(parseJson('"abc"')!.length).toBe(0);
    expect(parseJson("[1]")!.names.length).toBe(0);
  });
});
