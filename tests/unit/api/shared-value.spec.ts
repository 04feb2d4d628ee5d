import { SharedData } from "proxy-wasm-as/assembly/api/shared-data";
import { arrayHex, hex } from "../bytes";
import { reset, writeShared } from "../test-host";

beforeEach(() => reset());

describe("SharedValue", () => {
  test("SharedValue.cas is the version of the value that was read", () => {
    writeShared("k", "one");
    const read = SharedData.read("k")!;
    writeShared("k", "two");
    expect(read.cas).toBe(1);
    expect(SharedData.read("k")!.cas).toBe(2);
    expect(read.text()).toBe("one");
  });

  test("SharedValue.size counts bytes, 0 for an empty value", () => {
    writeShared("k", "é");
    expect(SharedData.read("k")!.size).toBe(2);
    writeShared("k", "");
    expect(SharedData.read("k")!.size).toBe(0);
  });

  test("SharedValue.text reads invalid UTF-8 as U+FFFD", () => {
    SharedData.setBytes("k", Uint8Array.wrap(hex("ff 61")));
    expect(SharedData.read("k")!.text()).toBe("\ufffda");
  });

  test("SharedValue.bytes gives a copy", () => {
    SharedData.setBytes("k", Uint8Array.wrap(hex("ff 61")));
    const read = SharedData.read("k")!;
    read.bytes()[0] = 0;
    expect(arrayHex(read.bytes())).toBe("ff61");
  });
});
