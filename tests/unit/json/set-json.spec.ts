import { JsonWriter } from "proxy-wasm-as/assembly/json/json-writer";
import { setJson } from "proxy-wasm-as/assembly/json/set-json";

function set(text: string, pointer: string): string {
  const bytes = Uint8Array.wrap(String.UTF8.encode(text));
  const edited = setJson(bytes, pointer, new JsonWriter().text("ü"));
  return edited == null ? "null" : String.UTF8.decode(edited.buffer);
}

describe("setJson", () => {
  test("setJson sets one value, and leaves every other byte", () => {
    const text = ' {"a" : [ 1.50 , {"b": null} ] ,\n "a~":{} } ';
    expect(set(text, "/a/0")).toBe(text.replace("1.50", '"ü"'));
    expect(set(text, "/a/1/b")).toBe(text.replace("null", '"ü"'));
    expect(set(text, "/a~0")).toBe(text.replace("{}", '"ü"'));
    expect(set(text, "")).toBe(' "ü" ');
    expect(set('{"a":1,"a":2}', "/a")).toBe('{"a":1,"a":"ü"}');
  });

  test("setJson gives null for a value that is absent, and for no JSON", () => {
    expect(set('{"a":1}', "/b")).toBe("null");
    expect(set('{"a":1', "/a")).toBe("null");
    expect(set("", "")).toBe("null");
  });
});
