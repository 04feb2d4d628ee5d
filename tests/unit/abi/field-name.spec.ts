import {
  AUTHORITY,
  FRAMING,
  HOST,
  isBodiless,
  isToken,
  isValueOf,
  isVisible,
  METHOD,
  nameKind,
  NO_NAME,
  PATH,
  PROTOCOL,
  SCHEME,
  STATUS,
  statusOf,
  TOKEN,
} from "proxy-wasm-as/assembly/abi/field-name";
import { encode } from "proxy-wasm-as/assembly/abi/utf8";

const room = heap.alloc(256);
const MARKS = "!#$%&'*+-.^_`|~";

function kindOf(name: string): u32 {
  return nameKind(room, encode(name, room));
}

function status(text: string): i32 {
  return statusOf(room, encode(text, room));
}

function isValue(kind: u32, value: string): bool {
  return isValueOf(kind, room, encode(value, room));
}

/** Tells whether RFC 9110 has a byte in a token. */
function isTokenByte(byte: i32): bool {
  const isDigit = byte >= 0x30 && byte <= 0x39;
  const letter = byte | 0x20;
  const isLetter = byte < 0x80 && letter >= 0x61 && letter <= 0x7a;
  return isDigit || isLetter || MARKS.includes(String.fromCharCode(byte));
}

describe("isToken", () => {
  test("isToken takes letters, digits and the marks of RFC 9110, wherever they stand", () => {
    for (let byte = 0; byte < 256; byte++) {
      for (let at: usize = 0; at < 5; at++) {
        memory.fill(room, 0x61, 5);
        store<u8>(room + at, <u8>byte);
        expect(isToken(room, 5)).toBe(isTokenByte(byte));
      }
    }
  });

  test("isToken refuses no bytes at all, and looks at none after the size", () => {
    encode("ab:", room);
    expect(isToken(room, 0)).toBe(false);
    expect(isToken(room, 2)).toBe(true);
  });
});

describe("nameKind", () => {
  test("nameKind tells names that mean more apart, in any case", () => {
    expect(kindOf(":status")).toBe(STATUS);
    expect(kindOf(":METHOD")).toBe(METHOD);
    expect(kindOf(":path")).toBe(PATH);
    expect(kindOf(":Authority")).toBe(AUTHORITY);
    expect(kindOf(":scheme")).toBe(SCHEME);
    expect(kindOf(":protocol")).toBe(PROTOCOL);
    expect(kindOf("Host")).toBe(HOST);
    expect(kindOf("content-length") & FRAMING).toBeTruthy();
    expect(kindOf("Transfer-Encoding") & FRAMING).toBeTruthy();
    expect(kindOf("x-status")).toBe(TOKEN);
    expect(kindOf("hosts")).toBe(TOKEN);
    expect(kindOf("content_length")).toBe(TOKEN);
  });

  test("nameKind knows no other names with a colon, and none that are not tokens", () => {
    const names =
      "|:|:x|:abc|::path|:path |:stat|:statusx|a:b|x(y|a/b|a@b|a,b|café|a b|a\n|a\0".split(
        "|",
      );
    for (let i = 0; i < names.length; i++) {
      expect(kindOf(names[i])).toBe(NO_NAME);
    }
  });
});

describe("isValueOf", () => {
  test("isValueOf takes for a method a token only", () => {
    expect(isValue(METHOD, "PURGE")).toBe(true);
    expect(isValue(METHOD, "")).toBe(false);
    expect(isValue(METHOD, "GE T")).toBe(false);
  });

  test("isValueOf takes for what goes into a request line no space and no control", () => {
    const kinds: u32[] = [PATH, AUTHORITY, SCHEME, PROTOCOL, HOST];
    for (let i = 0; i < kinds.length; i++) {
      expect(isValue(kinds[i], "/a?b=é")).toBe(true);
      expect(isValue(kinds[i], "")).toBe(false);
      expect(isValue(kinds[i], "/a b")).toBe(false);
      expect(isValue(kinds[i], "/a\tb")).toBe(false);
      expect(isValue(kinds[i], "/a\x7f")).toBe(false);
    }
  });

  test("isValueOf takes anything for other names", () => {
    expect(isValue(TOKEN, "two words")).toBe(true);
    expect(isValue(TOKEN, "")).toBe(true);
    expect(isValue(FRAMING, "chunked, gzip")).toBe(true);
  });

  test("isVisible looks at no byte after the size", () => {
    encode("ab c", room);
    expect(isVisible(room, 2)).toBe(true);
    expect(isVisible(room, 4)).toBe(false);
  });
});

describe("statusOf", () => {
  test("statusOf is three digits from 200 to 599", () => {
    const bad =
      "|0|99|100|101|199|600|999|1000|20|0200|+200| 200|2 00|20x|200,204".split(
        "|",
      );
    for (let i = 0; i < bad.length; i++) expect(status(bad[i])).toBe(0);
    for (let number = 200; number < 600; number++) {
      expect(status(number.toString())).toBe(number);
    }
  });

  test("isBodiless is true for 204, 205 and 304 only", () => {
    for (let number = 200; number < 600; number++) {
      const expected = number == 204 || number == 205 || number == 304;
      expect(isBodiless(number)).toBe(expected);
    }
  });
});
