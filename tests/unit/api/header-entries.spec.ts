import { HeaderEntries } from "proxy-wasm-as/assembly/api/header-entries";
import { HeaderList } from "proxy-wasm-as/assembly/api/header-list";
import { arrayHex, hex } from "../bytes";

/** The pairs "a"="1", "Bc"="", "é"="2\0" and "a"="3". */
const FOUR =
  "04000000" +
  ("01000000" + "01000000") +
  ("02000000" + "00000000") +
  ("02000000" + "02000000") +
  ("01000000" + "01000000") +
  ("6100" + "3100") +
  ("426300" + "00") +
  ("c3a900" + "320000") +
  ("6100" + "3300");

const four = new HeaderEntries(hex(FOUR));

function entryText(entries: HeaderEntries, index: i32): string {
  return entries.name(index) + "=" + entries.value(index);
}

describe("HeaderEntries", () => {
  test("HeaderEntries.length is 0 for an empty map in both forms", () => {
    expect(new HeaderEntries(hex("")).length).toBe(0);
    expect(new HeaderEntries(hex("00000000")).length).toBe(0);
  });

  test("HeaderEntries.name and value read each entry forwards", () => {
    expect(four.length).toBe(4);
    expect(entryText(four, 0)).toBe("a=1");
    expect(entryText(four, 1)).toBe("Bc=");
    expect(entryText(four, 2)).toBe("é=2\0");
    expect(entryText(four, 3)).toBe("a=3");
  });

  test("HeaderEntries.nameSize and valueSize count the bytes of an entry", () => {
    expect(four.nameSize(1)).toBe(2);
    expect(four.valueSize(1)).toBe(0);
    expect(four.nameSize(2)).toBe(2);
    expect(four.valueSize(2)).toBe(2);
  });

  test("HeaderEntries.value reads backwards and at random", () => {
    const entries = new HeaderEntries(hex(FOUR));
    const order = [3, 2, 1, 0, 3, 0, 2, 2, 1, 3];
    const values = ["1", "", "2\0", "3"];
    for (let i = 0; i < order.length; i++) {
      expect(entries.value(order[i])).toBe(values[order[i]]);
    }
  });

  test("HeaderEntries.valueBytes keeps all 256 byte values", () => {
    const bytes = new Uint8Array(4 + 8 + 2 + 256 + 1);
    bytes[0] = 1;
    bytes[4] = 1;
    bytes[9] = 1;
    bytes[12] = 0x61;
    for (let i = 0; i < 256; i++) bytes[14 + i] = <u8>i;
    const entries = new HeaderEntries(bytes.buffer);
    expect(entries.length).toBe(1);
    expect(arrayHex(entries.valueBytes(0))).toBe(
      arrayHex(bytes.slice(14, 14 + 256)),
    );
  });

  test("HeaderEntries.nameBytes reads the name as it is", () => {
    expect(arrayHex(four.nameBytes(1))).toBe("4263");
    expect(arrayHex(four.nameBytes(2))).toBe("c3a9");
  });

  test("HeaderEntries.valueBytes is a copy of its own", () => {
    const entries = new HeaderEntries(hex(FOUR));
    entries.valueBytes(0)[0] = 0x39;
    expect(entries.value(0)).toBe("1");
  });

  test("HeaderEntries.hasName matches an ASCII letter in any case of the argument", () => {
    expect(four.hasName(0, "a")).toBe(true);
    expect(four.hasName(3, "A")).toBe(true);
    expect(four.hasName(0, "b")).toBe(false);
    expect(four.hasName(0, "aa")).toBe(false);
    expect(four.hasName(0, "")).toBe(false);
  });

  test("HeaderEntries.hasName changes letters only", () => {
    // Each differs from a name by the bit that makes a letter small.
    const pairs = "01000000 09000000 00000000 60405b7b5d7d5e7e5f 00 00";
    const entries = new HeaderEntries(hex(pairs));
    expect(entries.hasName(0, "`@[{]}^~_")).toBe(true);
    expect(entries.hasName(0, "@@[{]}^~_")).toBe(false);
    expect(entries.hasName(0, "`@{{]}^~_")).toBe(false);
    expect(entries.hasName(0, "`@[{}}^~_")).toBe(false);
  });

  test("HeaderEntries.hasName matches a name that is not ASCII", () => {
    expect(four.hasName(2, "é")).toBe(true);
    expect(four.hasName(2, "è")).toBe(false);
  });

  test("HeaderEntries.length is 0 for pairs cut off anywhere", () => {
    const bytes = hex(FOUR);
    for (let size = 0; size < bytes.byteLength; size++) {
      expect(new HeaderEntries(bytes.slice(0, size)).length).toBe(0);
    }
  });

  test("HeaderEntries.length is 0 for a count or a size that lies", () => {
    const lies = [
      "ffffffff 01000000 01000000 61003100",
      "02000000 01000000 01000000 61003100",
      "01000000 ffffffff 01000000 61003100",
      "01000000 01000000 02000000 61003100",
    ];
    for (let i = 0; i < lies.length; i++) {
      expect(new HeaderEntries(hex(lies[i])).length).toBe(0);
    }
  });

  test("HeaderEntries reads back what HeaderList wrote", () => {
    const list = new HeaderList();
    for (let i = 0; i < 1024; i++) list.append(`name-${i}`, "v".repeat(i % 7));
    const buffer = new ArrayBuffer(<i32>list.encodedSize);
    list.encodeTo(changetype<usize>(buffer));
    const entries = new HeaderEntries(buffer);
    expect(entries.length).toBe(1024);
    for (let i = 1023; i >= 0; i -= 31) {
      expect(entryText(entries, i)).toBe(`name-${i}=` + "v".repeat(i % 7));
    }
  });

  throws("HeaderEntries.name throws for a negative index", () => {
    four.name(-1);
  });

  throws("HeaderEntries.value throws for an index behind the last", () => {
    four.value(4);
  });

  throws("HeaderEntries.valueBytes throws for an index behind the last", () => {
    four.valueBytes(4);
  });

  throws("HeaderEntries.hasName throws for an index behind the last", () => {
    four.hasName(4, "a");
  });

  throws(
    "HeaderEntries.hasName throws for an index far outside, whatever the name",
    () => {
      four.hasName(i32.MIN_VALUE, "a name of another size");
    },
  );

  throws(
    "HeaderEntries.name throws for the first index of an empty map",
    () => {
      new HeaderEntries(hex("")).name(0);
    },
  );
});
