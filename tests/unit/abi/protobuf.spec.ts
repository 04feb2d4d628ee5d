import {
  ProtobufReader,
  ProtobufWriter,
} from "proxy-wasm-as/assembly/abi/protobuf";
import { arrayHex, hex } from "../bytes";

function read(text: string): ProtobufReader {
  return new ProtobufReader(Uint8Array.wrap(hex(text)));
}

describe("ProtobufWriter", () => {
  test("ProtobufWriter writes texts, bytes and integers", () => {
    const message = new ProtobufWriter();
    message.text(1, "é");
    message.bytes(2, Uint8Array.wrap(hex("ff 00")));
    message.integer(3, 1);
    message.integer(16, 300);
    expect(arrayHex(message.finish())).toBe(
      "0a02c3a9" + "1202ff00" + "1801" + "8001ac02",
    );
  });

  test("ProtobufWriter leaves out what is 0 or empty", () => {
    const message = new ProtobufWriter();
    message.text(1, "");
    message.bytes(2, new Uint8Array(0));
    message.integer(3, 0);
    expect(message.finish().length).toBe(0);
  });

  test("ProtobufWriter writes the largest integer", () => {
    const message = new ProtobufWriter();
    message.integer(1, u64.MAX_VALUE);
    expect(arrayHex(message.finish())).toBe("08ffffffffffffffffff01");
  });

  test("ProtobufWriter grows with what is written", () => {
    const message = new ProtobufWriter();
    for (let i = 0; i < 100; i++) message.text(1, "0123456789");
    message.bytes(2, new Uint8Array(1000));
    expect(message.finish().length).toBe(100 * 12 + 3 + 1000);
    const reader = new ProtobufReader(message.finish());
    let count = 0;
    while (reader.next()) count++;
    expect(count).toBe(101);
  });
});

describe("ProtobufReader", () => {
  test("ProtobufReader reads field by field", () => {
    const reader = read("0a02c3a9 1801 8001ac02");
    expect(reader.next()).toBe(true);
    expect(reader.field).toBe(1);
    expect(arrayHex(reader.bytes())).toBe("c3a9");
    expect(reader.integer).toBe(0);
    expect(reader.next()).toBe(true);
    expect(reader.field).toBe(3);
    expect(reader.integer).toBe(1);
    expect(reader.next()).toBe(true);
    expect(reader.field).toBe(16);
    expect(reader.integer).toBe(300);
    expect(reader.next()).toBe(false);
    expect(reader.next()).toBe(false);
  });

  test("ProtobufReader goes over fields of a fixed size", () => {
    const reader = read("09 0102030405060708 15 01020304 1801");
    expect(reader.next()).toBe(true);
    expect(arrayHex(reader.bytes())).toBe("0102030405060708");
    expect(reader.next()).toBe(true);
    expect(arrayHex(reader.bytes())).toBe("01020304");
    expect(reader.next()).toBe(true);
    expect(reader.integer).toBe(1);
  });

  test("ProtobufReader ends where a message is malformed", () => {
    // No value, a size beyond the end, a varint without an end, groups.
    const wrong = [
      "08",
      "0a05c3a9",
      "0affffffffffffffffff01",
      "08ffffffffffffffffffffff",
      "0b",
      "0f",
      "09010203",
      "ff",
    ];
    for (let i = 0; i < wrong.length; i++) {
      const reader = read(wrong[i]);
      expect(reader.next()).toBe(false, wrong[i]);
      expect(reader.next()).toBe(false, wrong[i]);
    }
    expect(read("").next()).toBe(false);
  });
});
