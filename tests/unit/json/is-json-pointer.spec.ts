import { isJsonPointer } from "proxy-wasm-as/assembly/json/is-json-pointer";

describe("isJsonPointer", () => {
  test("isJsonPointer takes what RFC 6901 does, and nothing else", () => {
    const pointers = ["", "/", "/a/0", "/a~0b~1c", "//", "/é"];
    for (let i = 0; i < pointers.length; i++) {
      expect(isJsonPointer(pointers[i])).toBe(true, pointers[i]);
    }
    const others = ["a", "a/b", "#/a", "/a~", "/a~2", "~0"];
    for (let i = 0; i < others.length; i++) {
      expect(isJsonPointer(others[i])).toBe(false, others[i]);
    }
  });
});
