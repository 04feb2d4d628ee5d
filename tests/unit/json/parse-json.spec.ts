import { parseJson } from "proxy-wasm-as/assembly/json/parse-json";
import { JsonKind } from "proxy-wasm-as/assembly/json/json-kind";

/** What each of the texts means, joined by commas; `null` for a text that is not JSON. */
function textsOf(sources: string[]): string {
  const texts: string[] = [];
  for (let i = 0; i < sources.length; i++) {
    const value = parseJson(sources[i]);
    const text: string | null = value == null ? null : value.text;
    texts.push(text == null ? "null" : text);
  }
  return texts.join(",");
}

function refuses(sources: string[]): string {
  for (let i = 0; i < sources.length; i++) {
    if (parseJson(sources[i]) != null) return "takes " + sources[i];
  }
  return "";
}

describe("parseJson", () => {
  test("parseJson tells the kinds of values apart", () => {
    const list = parseJson(' [null, true, false, -1.5e2, "a", [], {}]\n')!;
    const kinds: i32[] = [];
    for (let i = 0; i < list.length; i++) kinds.push(list.at(i)!.kind);
    expect(kinds).toStrictEqual([
      JsonKind.Null,
      JsonKind.Bool,
      JsonKind.Bool,
      JsonKind.Number,
      JsonKind.Text,
      JsonKind.List,
      JsonKind.Object,
    ]);
    expect(list.at(1)!.boolOr(false)).toBe(true);
    expect(list.at(2)!.boolOr(true)).toBe(false);
    expect(list.at(3)!.numberOr(0)).toBe(-150);
  });

  test("parseJson takes every number that JSON has", () => {
    const list = parseJson("[0,-0,10,0.5,1E3,1e+3,1e-3,12.50e1]")!;
    const numbers: f64[] = [];
    for (let i = 0; i < list.length; i++) {
      numbers.push(list.at(i)!.numberOr(-9));
    }
    const expected: f64[] = [0, -0, 10, 0.5, 1000, 1000, 0.001, 125];
    expect(numbers).toStrictEqual(expected);
  });

  test("parseJson takes every escape, and every character", () => {
    const escapes = '"\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\uD83D\\ude00"';
    expect(textsOf([escapes])).toBe('"\\/\b\f\n\r\tA\u{1f600}');
    expect(textsOf(['""', '"Grüße, 世界 😀"', '"a\\u0000b"'])).toBe(
      ",Grüße, 世界 😀,a\0b",
    );
  });

  test("parseJson takes the four kinds of white space between everything", () => {
    const value = parseJson('\t\r\n { \n"a" : [ 1 , 2 ] , "b" : { } } \t')!;
    expect(value.get("a")!.length).toBe(2);
    expect(value.names.join()).toBe("a,b");
  });

  test("parseJson refuses a text that is not JSON", () => {
    const values = ["", " ", "nul", "True", "undefined", "'a'", "\ufeff1"];
    const lists = ["[", "]", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[1]]"];
    const objects = ["{", "{1:2}", '{"a"}', '{"a":}', '{"a":1,}', '{"a" 1}'];
    const numbers = ["01", "+1", "-", "1.", ".5", "1e", "1e+", "0x1", "--1"];
    const texts = ['"', '"a', '"\n"', '"\\a"', '"\\u12g4"', '"\\u12', '"\\'];
    const rest = ["1 2", "{}x", "NaN", "Infinity", '"a"b', "/**/1", "\u00a01"];
    expect(refuses(values.concat(lists).concat(objects))).toBe("");
    expect(refuses(numbers.concat(texts).concat(rest))).toBe("");
  });

  test("parseJson takes 128 levels inside of the first, and refuses more", () => {
    expect(parseJson("[".repeat(129) + "]".repeat(129))).not.toBeNull();
    expect(parseJson("[".repeat(130) + "]".repeat(130))).toBeNull();
    expect(parseJson("[".repeat(1000000))).toBeNull();
  });
});
