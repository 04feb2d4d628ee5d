import { PropertyList } from "proxy-wasm-as/assembly/api/property-list";
import { arrayHex, hex } from "../bytes";

/** `é`, an empty one, and `ff`. */
function list(): PropertyList {
  return new PropertyList(
    hex(
      "03000000 02000000 00000000 00000000 00000000 01000000 00000000" +
        "c3a900 00 00 00 ff00 00",
    ),
  );
}

describe("PropertyList", () => {
  test("PropertyList.length counts items", () => {
    expect(list().length).toBe(3);
    expect(new PropertyList(new ArrayBuffer(0)).length).toBe(0);
    expect(new PropertyList(hex("ff ff ff ff")).length).toBe(0);
  });

  test("PropertyList.text reads an item as text", () => {
    expect(list().text(0)).toBe("é");
    expect(list().text(1)).toBe("");
    expect(list().text(2)).toBe("\ufffd");
  });

  test("PropertyList.bytes reads an item as bytes", () => {
    expect(arrayHex(list().bytes(2))).toBe("ff");
    expect(list().bytes(1).length).toBe(0);
  });

  test("PropertyList.text throws outside of its items", () => {
    expect(() => {
      list().text(3);
    }).toThrow();
    expect(() => {
      list().bytes(-1);
    }).toThrow();
  });
});
