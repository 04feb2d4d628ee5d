import { getOrNull, itemAt } from "proxy-wasm-as/assembly/api/lookup";

describe("itemAt", () => {
  test("itemAt gives an item, and null outside of the array", () => {
    const parts = "Bearer abc".split(" ");
    expect(itemAt(parts, 1)).toBe("abc");
    expect(itemAt(parts, 2)).toBeNull();
    expect(itemAt(parts, -1)).toBeNull();
    expect(itemAt(new Array<string>(), 0)).toBeNull();
  });

  test("itemAt gives null where an array may hold one", () => {
    const list: (string | null)[] = ["a", null];
    expect(itemAt(list, 0)).toBe("a");
    expect(itemAt(list, 1)).toBeNull();
    expect(itemAt(list, 2)).toBeNull();
  });
});

describe("getOrNull", () => {
  test("getOrNull gives the value of a key, and null for one that is absent", () => {
    const map = new Map<string, string>();
    map.set("a", "1");
    expect(getOrNull(map, "a")).toBe("1");
    expect(getOrNull(map, "b")).toBeNull();
  });
});
