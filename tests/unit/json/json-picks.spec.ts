import { JsonPicks } from "proxy-wasm-as/assembly/json/json-picks";
import { JsonReader } from "proxy-wasm-as/assembly/json/json-reader";

/** What each of the pointers finds, as texts and whole numbers. */
function picked(text: string, pointers: string[]): string {
  const picks = new JsonPicks(pointers);
  if (!picks.read(JsonReader.ofText(text))) return "no JSON";
  const found: string[] = [];
  for (let i = 0; i < pointers.length; i++) {
    const value = picks.at(i);
    if (value == null) found.push("absent");
    else found.push(picks.textOr(i, picks.integerOr(i, -1).toString()));
  }
  return found.join();
}

describe("JsonPicks", () => {
  test("JsonPicks.read finds all values in one pass", () => {
    const text =
      '{"a":{"b":[1,"x",{"c":2}],"d":3}, "e~/f":"y", "":4, "0":5, "g":[[6]]}';
    expect(
      picked(text, ["/a/b/2/c", "/a/b/1", "/e~0~1f", "/", "/0", "/g/0/0"]),
    ).toBe("2,x,y,4,5,6");
    expect(picked(text, ["", "/a/d", "/a", "/a/d/x", "/a/b/3"])).toBe(
      "-1,3,-1,absent,absent",
    );
    expect(picked("7", ["", "/a", "/0"])).toBe("7,absent,absent");
    expect(picked("[1,2]", ["/00", "/-", "/1"])).toBe("absent,absent,2");
  });

  test("JsonPicks.read takes the last value of a key, also below it", () => {
    expect(picked('{"a":1,"a":2}', ["/a"])).toBe("2");
    expect(picked('{"a":{"b":1},"a":{"c":2}}', ["/a/b", "/a/c"])).toBe(
      "absent,2",
    );
    expect(picked('{"a":{"b":1},"\\u0061":3}', ["/a/b", "/a"])).toBe(
      "absent,3",
    );
  });

  test("JsonPicks.read keeps nothing of a document that is not JSON", () => {
    const picks = new JsonPicks(["/a"]);
    expect(picks.read(JsonReader.ofText('{"a":1}'))).toBe(true);
    expect(picks.integerOr(0, 0)).toBe(1);
    expect(picks.read(JsonReader.ofText('{"a":1'))).toBe(false);
    expect(picks.at(0)).toBeNull();
    expect(picks.read(JsonReader.ofText('{"a":1.5}'))).toBe(true);
    expect(picks.numberOr(0, 0)).toBe(1.5);
    expect(picks.boolOr(0, true)).toBe(true);
    expect(picks.at(1)).toBeNull();
    expect(picks.at(-1)).toBeNull();
  });

  test("JsonPicks takes 64 pointers, and throws for more and for what is none", () => {
    const pointers: string[] = [];
    let text = '{"a":0';
    for (let i = 0; i < 64; i++) {
      pointers.push(`/k${i}`);
      text += `,"k${i}":${i}`;
    }
    const found = picked(text + "}", pointers);
    expect(found.startsWith("0,1,2,")).toBe(true);
    expect(found.endsWith(",62,63")).toBe(true);
    expect(() => {
      const more: string[] = [];
      for (let i = 0; i < 65; i++) more.push("/a");
      new JsonPicks(more);
    }).toThrow();
    expect(() => {
      new JsonPicks(["a"]);
    }).toThrow();
    expect(() => {
      new JsonPicks(["/a~2"]);
    }).toThrow();
  });

  test("JsonPicks checks a list behind the last position, which has no zero in front", () => {
    const picks = new JsonPicks(["/a/1/0", "/a/01", "/a/-", "/b"]);
    const read = (text: string): bool => picks.read(JsonReader.ofText(text));
    expect(read('{"a":[1,[2],3,[{}],"4"],"b":5}')).toBe(true);
    expect(picks.integerOr(0, 0)).toBe(2);
    expect(picks.at(1)).toBeNull();
    expect(picks.at(2)).toBeNull();
    expect(picks.integerOr(3, 0)).toBe(5);
    expect(read('{"a":[1,[2],3,[{]],"4"],"b":5}')).toBe(false);
    expect(picks.at(0)).toBeNull();
    expect(read('{"a":[1,[2],3,[{}],"4"},"b":5}')).toBe(false);
    expect(read('{"a":[1,[2],],"b":5}')).toBe(false);
    expect(read('{"a":[1,[2],3')).toBe(false);
  });
});
