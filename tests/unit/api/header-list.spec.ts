import { Status } from "proxy-wasm-as/assembly/abi/enums";
import { HeaderList } from "proxy-wasm-as/assembly/api/header-list";
import { hex, toHex } from "../bytes";

const ALL_BUT_THREE = 253;

function encoded(list: HeaderList): string {
  const size = list.encodedSize;
  const at = heap.alloc(size + 1);
  store<u8>(at + size, 0xee);
  list.encodeTo(at);
  expect(load<u8>(at + size)).toBe(0xee);
  const text = toHex(at, size);
  heap.free(at);
  return text;
}

function bytesOf(buffer: ArrayBuffer): Uint8Array {
  return Uint8Array.wrap(buffer);
}

describe("HeaderList", () => {
  test("HeaderList.encodeTo writes a count of 0 for an empty list", () => {
    expect(encoded(new HeaderList())).toBe("00000000");
  });

  test("HeaderList.encodeTo writes the count, all sizes, and the texts with NULs", () => {
    const list = new HeaderList();
    expect(list.append("a", "")).toBe(Status.Ok);
    expect(list.append("bc", "dé")).toBe(Status.Ok);
    expect(list.length).toBe(2);
    expect(encoded(list)).toBe(
      "02000000" +
        ("01000000" + "00000000") +
        ("02000000" + "03000000") +
        ("61" + "00" + "" + "00") +
        ("6263" + "00" + "64c3a9" + "00"),
    );
  });

  test("HeaderList.append keeps the order and repeated names", () => {
    const list = new HeaderList();
    list.append("b", "1");
    list.append("a", "2");
    list.append("b", "3");
    expect(encoded(list).slice(56)).toBe("620031006100320062003300");
  });

  test("HeaderList.append sends a lone surrogate as U+FFFD", () => {
    const list = new HeaderList();
    list.append("a", String.fromCharCode(0xd800));
    expect(encoded(list).slice(24)).toBe("6100efbfbd00");
  });

  test("HeaderList.appendBytes takes every byte but NUL, CR and LF", () => {
    const list = new HeaderList();
    const value = new Uint8Array(ALL_BUT_THREE);
    let at = 0;
    for (let byte = 0; byte < 256; byte++) {
      if (byte == 0 || byte == 0x0a || byte == 0x0d) continue;
      value[at++] = <u8>byte;
    }
    expect(list.appendBytes("a", value)).toBe(Status.Ok);
    const sent = toHex(value.dataStart, ALL_BUT_THREE);
    expect(encoded(list).slice(24)).toBe("6100" + sent + "00");
  });

  test("HeaderList.appendBytes takes a view into a larger buffer", () => {
    const list = new HeaderList();
    const value = bytesOf(hex("00 61 62 00")).subarray(1, 3);
    expect(list.appendBytes("a", value)).toBe(Status.Ok);
    expect(encoded(list).slice(24)).toBe("6100616200");
  });

  test("HeaderList.append refuses bad names and values and stays as it was", () => {
    const list = new HeaderList();
    list.append("a", "b");
    const before = encoded(list);
    expect(list.append("", "b")).toBe(Status.BadArgument);
    expect(list.append("a b", "b")).toBe(Status.BadArgument);
    expect(list.append("a\n", "b")).toBe(Status.BadArgument);
    expect(list.append("a", "b\r\nc: d")).toBe(Status.BadArgument);
    expect(list.append("a", "b\0")).toBe(Status.BadArgument);
    expect(list.appendBytes("a", bytesOf(hex("62 0a")))).toBe(
      Status.BadArgument,
    );
    expect(list.appendBytes("", bytesOf(hex("62")))).toBe(Status.BadArgument);
    expect(list.length).toBe(1);
    expect(encoded(list)).toBe(before);
  });

  test("HeaderList.append refuses names that are not tokens", () => {
    const list = new HeaderList();
    const names: string[] = ["a:b", "x(y", "a/b", "a@b", "a,b", "café", ":x"];
    for (let i = 0; i < names.length; i++) {
      expect(list.append(names[i], "v")).toBe(Status.BadArgument);
      expect(list.appendBytes(names[i], bytesOf(hex("62")))).toBe(
        Status.BadArgument,
      );
    }
    expect(list.length).toBe(0);
  });

  test("HeaderList.append takes a pseudo-header once, and what it may have", () => {
    const list = new HeaderList();
    expect(list.append(":status", "1000")).toBe(Status.BadArgument);
    expect(list.append(":status", "201")).toBe(Status.Ok);
    expect(list.append(":Status", "202")).toBe(Status.BadArgument);
    expect(list.append(":path", "/a b")).toBe(Status.BadArgument);
    expect(list.append(":authority", "a")).toBe(Status.Ok);
    expect(list.append("host", "b")).toBe(Status.BadArgument);
    expect(list.append("x", "1")).toBe(Status.Ok);
    expect(list.append("x", "2")).toBe(Status.Ok);
    expect(list.status).toBe(201);
    expect(list.length).toBe(4);
  });

  test("HeaderList.append takes 1,024 entries and refuses one more", () => {
    const list = new HeaderList();
    for (let i = 0; i < 1024; i++) {
      expect(list.append("name", i.toString())).toBe(Status.Ok);
    }
    expect(list.append("name", "1024")).toBe(Status.BadArgument);
    expect(list.length).toBe(1024);
    expect(encoded(list).endsWith("6e616d6500" + "31303233" + "00")).toBe(true);
  });

  test("HeaderList.append takes 1 MiB encoded and refuses one byte more", () => {
    const overhead = 4 + 8 + 2 + 1;
    const exact = new HeaderList();
    const over = new HeaderList();
    const value = "v".repeat((1 << 20) - overhead);
    expect(over.append("n", value + "v")).toBe(Status.BadArgument);
    expect(over.length).toBe(0);
    expect(exact.append("n", value)).toBe(Status.Ok);
    expect(exact.encodedSize).toBe(1 << 20);
    expect(exact.append("n", "")).toBe(Status.BadArgument);
  });
});
