import {
  METHOD,
  PATH,
  TOKEN as ANY_VALUE,
} from "proxy-wasm-as/assembly/abi/field-name";
import { PairsWriter } from "proxy-wasm-as/assembly/abi/pairs-writer";
import { hex, toHex } from "../bytes";

const room = heap.alloc(1 << 21);

function written(pairs: PairsWriter): string {
  return toHex(pairs.start, pairs.size);
}

describe("PairsWriter", () => {
  test("PairsWriter.add writes sizes in front, and texts with NULs after them", () => {
    const pairs = PairsWriter.begin(room, 2);
    expect(pairs.add("a", ANY_VALUE, "")).toBe(true);
    expect(pairs.add("b".repeat(2), ANY_VALUE, "é")).toBe(true);
    expect(written(pairs)).toBe(
      "0200000001000000000000000200000002000000610000626200c3a900",
    );
    expect(pairs.end).toBe(room + pairs.size);
  });

  test("PairsWriter.addEncoded writes a header as it is", () => {
    const header = hex("6200ff00");
    const pairs = PairsWriter.begin(room, 1);
    pairs.addEncoded(changetype<usize>(header), 1, 1);
    expect(written(pairs)).toBe("0100000001000000010000006200ff00");
  });

  test("PairsWriter.add refuses values that the name cannot have, and writes nothing", () => {
    const pairs = PairsWriter.begin(room, 1);
    expect(pairs.add("a", ANY_VALUE, "b\n")).toBe(false);
    expect(pairs.add("a", METHOD, "a/b")).toBe(false);
    expect(pairs.add("a", PATH, "a b")).toBe(false);
    expect(pairs.add("a", PATH, "")).toBe(false);
    expect(pairs.add("a", ANY_VALUE, "b")).toBe(true);
    expect(written(pairs)).toBe("01000000010000000100000061006200");
  });

  test("PairsWriter.roomFor is enough for texts of three bytes a unit", () => {
    const name = "€".repeat(3);
    const pairs = PairsWriter.begin(room, 1);
    const before = pairs.size;
    pairs.add(name, ANY_VALUE, name);
    expect(pairs.size - before).toBe(PairsWriter.roomFor(name, name));
  });

  test("PairsWriter.isTaken is false from 1,025 pairs on", () => {
    const pairs = PairsWriter.begin(room, 1_025);
    for (let i = 0; i < 1_024; i++) pairs.add("a", ANY_VALUE, "b");
    expect(pairs.isTaken).toBe(true);
    pairs.add("a", ANY_VALUE, "b");
    expect(pairs.isTaken).toBe(false);
  });

  test("PairsWriter.isTaken is false above 1 MiB", () => {
    const taken = PairsWriter.begin(room, 1);
    taken.add("a", ANY_VALUE, "b".repeat((1 << 20) - 15));
    expect(taken.size).toBe(1 << 20);
    expect(taken.isTaken).toBe(true);
    const larger = PairsWriter.begin(room, 1);
    larger.add("a", ANY_VALUE, "b".repeat((1 << 20) - 14));
    expect(larger.isTaken).toBe(false);
  });
});
