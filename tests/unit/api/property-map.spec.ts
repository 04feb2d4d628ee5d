import { PropertyMap } from "proxy-wasm-as/assembly/api/property-map";
import { arrayHex, hex } from "../bytes";

/** `é` is `ff 00`, `k` is empty, and `key` is `value`. */
function map(): PropertyMap {
  return new PropertyMap(
    hex(
      "03000000 02000000 02000000 01000000 00000000 03000000 05000000" +
        "c3a900 ff0000 6b00 00 6b657900 76616c756500",
    ),
  );
}

describe("PropertyMap", () => {
  test("PropertyMap.size counts entries", () => {
    expect(map().size).toBe(3);
    expect(new PropertyMap(new ArrayBuffer(0)).size).toBe(0);
  });

  test("PropertyMap.get gives the value of a key, or null", () => {
    expect(map().get("key")).toBe("value");
    expect(map().get("k")).toBe("");
    expect(map().get("é")).toBe("\ufffd\0");
    expect(map().get("ke")).toBeNull();
    expect(map().get("KEY")).toBeNull();
    expect(map().get("")).toBeNull();
  });

  test("PropertyMap.getBytes gives the value of a key as bytes, or null", () => {
    expect(arrayHex(map().getBytes("é")!)).toBe("ff00");
    expect(map().getBytes("none")).toBeNull();
  });

  test("PropertyMap.key, PropertyMap.value and PropertyMap.valueBytes read an entry", () => {
    expect(map().key(2)).toBe("key");
    expect(map().value(2)).toBe("value");
    expect(map().key(0)).toBe("é");
    expect(arrayHex(map().valueBytes(0))).toBe("ff00");
  });

  test("PropertyMap.value throws outside of its entries", () => {
    expect(() => {
      map().value(3);
    }).toThrow();
    expect(() => {
      map().key(-1);
    }).toThrow();
  });

  test("PropertyMap of malformed bytes is empty", () => {
    expect(new PropertyMap(hex("ff ff ff ff")).size).toBe(0);
    expect(new PropertyMap(hex("01000000 ff000000 00000000 00")).size).toBe(0);
  });
});

describe("PropertyMap.valueBytes", () => {
  test("PropertyMap.valueBytes gives a copy", () => {
    const one = map();
    one.valueBytes(0)[0] = 1;
    expect(arrayHex(one.valueBytes(0))).toBe("ff00");
  });
});
