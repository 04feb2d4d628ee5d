import { parseJson } from "proxy-wasm-as/assembly/api/json";

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

  test("JsonValue.getText gives null for what is absent, and what is no text", () => {
    const value = parseJson(SOURCE)!;
    expect(value.getText("text")).toBe("z");
    expect(value.getText("number")).toBeNull();
    expect(value.getText("absent")).toBeNull();
    expect(parseJson("1")!.getText("a")).toBeNull();
  });

  test("JsonValue.getTexts gives null where one of them is no text", () => {
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

  test("JsonValue.length and names are 0 and empty for what has no values", () => {
    const value = parseJson(SOURCE)!;
    expect(value.length).toBe(8);
    expect(value.names.length).toBe(8);
    expect(parseJson('"abc"')!.length).toBe(0);
    expect(parseJson("[1]")!.names.length).toBe(0);
  });
});
