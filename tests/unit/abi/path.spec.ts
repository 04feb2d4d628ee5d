import { encodePath, pathRoom } from "proxy-wasm-as/assembly/abi/path";
import { toHex } from "../bytes";

const room = heap.alloc(256);

function encoded(path: string[]): string {
  return toHex(room, encodePath(path, room));
}

describe("encodePath", () => {
  test("encodePath writes no bytes for an empty path", () => {
    expect(encoded([])).toBe("");
  });

  test("encodePath writes one segment without a NUL", () => {
    expect(encoded(["ab"])).toBe("6162");
  });

  test("encodePath puts a NUL between segments and none after the last", () => {
    expect(encoded(["ab", "c", "de"])).toBe(
      "6162" + "00" + "63" + "00" + "6465",
    );
  });

  test("encodePath keeps empty segments", () => {
    expect(encoded(["", "a", ""])).toBe("00" + "61" + "00");
  });

  test("encodePath keeps the dots of a segment", () => {
    expect(encoded(["a.b", "c"])).toBe("612e62" + "00" + "63");
  });

  test("encodePath writes UTF-8", () => {
    expect(encoded(["é", "\u{1f4a9}"])).toBe("c3a9" + "00" + "f09f92a9");
  });
});

describe("pathRoom", () => {
  test("pathRoom is at least what encodePath writes", () => {
    const paths: string[][] = [[], [""], ["", ""], ["a"], ["\uffff", "\uffff"]];
    for (let i = 0; i < paths.length; i++) {
      const size = encodePath(paths[i], room);
      expect(pathRoom(paths[i])).toBeGreaterThanOrEqual(size);
    }
  });
});
