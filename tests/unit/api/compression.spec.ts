import { Status } from "proxy-wasm-as/assembly/abi/enums";
import { compress, uncompress } from "proxy-wasm-as/assembly/api/compression";
import { blocksLost } from "../blocks";
import { arrayHex, hex } from "../bytes";
import { answerForeign, reset } from "../test-host";

beforeEach(() => reset());

describe("compress", () => {
  test("compress makes what uncompress reads", () => {
    const packed = compress(new Uint8Array(10_000))!;
    expect(packed.length).toBeLessThan(100);
    expect(uncompress(packed)!.length).toBe(10_000);
    const text = compress(Uint8Array.wrap(hex("ff 00 61")))!;
    expect(arrayHex(uncompress(text)!)).toBe("ff0061");
  });

  test("compress takes no bytes for some", () => {
    expect(uncompress(compress(new Uint8Array(0))!)!.length).toBe(0);
  });

  test("compress gives null where the proxy refuses", () => {
    answerForeign("compress", Status.NotFound);
    expect(compress(new Uint8Array(1))).toBeNull();
  });
});

describe("uncompress", () => {
  test("uncompress gives null for what is not valid", () => {
    expect(uncompress(new Uint8Array(0))).toBeNull();
    expect(uncompress(Uint8Array.wrap(hex("61 62 63")))).toBeNull();
    const packed = compress(new Uint8Array(100))!;
    expect(uncompress(packed.slice(0, packed.length - 1))).toBeNull();
  });

  test("uncompress loses no memory", () => {
    expect(
      blocksLost(() => {
        uncompress(compress(new Uint8Array(1))!);
        uncompress(new Uint8Array(1));
      }),
    ).toBe(0);
  });
});
