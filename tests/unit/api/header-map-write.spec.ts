import { MapType, Status } from "proxy-wasm-as/assembly/abi/enums";
import { HeaderList } from "proxy-wasm-as/assembly/api/header-list";
import { HeaderMap } from "proxy-wasm-as/assembly/api/header-map";
import { bufferHex, hex } from "../bytes";
import {
  addHeader,
  callCount,
  openMap,
  readHeaderBytes,
  readHeaders,
  refuse,
  reset,
} from "../test-host";

const MAP = MapType.ResponseHeaders;
const headers = HeaderMap.of(MAP);

const BAD_NAMES: string[] = ["", "a b", "a\n", "a\r\nb", "a\0", "\t", "a\x7f"];
const BAD_VALUES: string[] = ["\0", "a\r", "a\nb", "a\r\nset-cookie: b"];

function bytesOf(digits: string): Uint8Array {
  return Uint8Array.wrap(hex(digits));
}

beforeEach(() => {
  reset();
  addHeader(MAP, "a", "1");
  addHeader(MAP, "b", "2");
  addHeader(MAP, "a", "3");
});

describe("HeaderMap.set", () => {
  test("HeaderMap.set replaces all values by one", () => {
    expect(headers.set("A", "é")).toBe(Status.Ok);
    expect(readHeaders(MAP)).toBe("b=2; a=é");
  });

  test("HeaderMap.set adds a header that is not there", () => {
    expect(headers.set("c", "")).toBe(Status.Ok);
    expect(readHeaders(MAP)).toBe("a=1; b=2; a=3; c=");
  });

  test("HeaderMap.set sends a lone surrogate as U+FFFD", () => {
    headers.set("b", String.fromCharCode(0xdc00) + "x");
    expect(readHeaders(MAP)).toBe("a=1; a=3; b=\ufffdx");
  });

  test("HeaderMap.setBytes sends bytes as they are, from a view too", () => {
    const whole = bytesOf("00 ff c3 28 0a");
    expect(headers.setBytes("b", whole.subarray(1, 4))).toBe(Status.Ok);
    expect(bufferHex(readHeaderBytes(MAP, 2))).toBe("ffc328");
  });
});

describe("HeaderMap.append", () => {
  test("HeaderMap.append adds a value beside the others", () => {
    expect(headers.append("a", "4")).toBe(Status.Ok);
    expect(readHeaders(MAP)).toBe("a=1; b=2; a=3; a=4");
  });

  test("HeaderMap.appendBytes sends bytes as they are", () => {
    expect(headers.appendBytes("a", bytesOf("80"))).toBe(Status.Ok);
    expect(bufferHex(readHeaderBytes(MAP, 3))).toBe("80");
  });
});

describe("HeaderMap.delete", () => {
  test("HeaderMap.delete removes all values", () => {
    expect(headers.delete("A")).toBe(Status.Ok);
    expect(readHeaders(MAP)).toBe("b=2");
  });

  test("HeaderMap.delete is Ok for a name that is absent", () => {
    expect(headers.delete("absent")).toBe(Status.Ok);
    expect(readHeaders(MAP)).toBe("a=1; b=2; a=3");
  });
});

describe("HeaderMap.replaceAll", () => {
  test("HeaderMap.replaceAll replaces all headers by those of the list", () => {
    const list = new HeaderList();
    list.append("x", "1");
    list.append("x", "é");
    expect(headers.replaceAll(list)).toBe(Status.Ok);
    expect(readHeaders(MAP)).toBe("x=1; x=é");
  });

  test("HeaderMap.replaceAll removes all headers for an empty list", () => {
    expect(headers.replaceAll(new HeaderList())).toBe(Status.Ok);
    expect(readHeaders(MAP)).toBe("");
  });

  test("HeaderMap.replaceAll sends the largest list that a proxy accepts", () => {
    const list = new HeaderList();
    for (let i = 0; i < 1024; i++) list.append("n", i.toString());
    expect(headers.replaceAll(list)).toBe(Status.Ok);
    expect(headers.size).toBe(1024);
  });
});

describe("what HeaderMap refuses", () => {
  test("HeaderMap refuses a bad name and does not ask the host", () => {
    const value = bytesOf("61");
    for (let i = 0; i < BAD_NAMES.length; i++) {
      const name = BAD_NAMES[i];
      expect(headers.set(name, "a")).toBe(Status.BadArgument);
      expect(headers.append(name, "a")).toBe(Status.BadArgument);
      expect(headers.setBytes(name, value)).toBe(Status.BadArgument);
      expect(headers.appendBytes(name, value)).toBe(Status.BadArgument);
    }
    expect(callCount("proxy_replace_header_map_value")).toBe(0);
    expect(callCount("proxy_add_header_map_value")).toBe(0);
    expect(readHeaders(MAP)).toBe("a=1; b=2; a=3");
  });

  test("HeaderMap refuses a bad value and does not ask the host", () => {
    for (let i = 0; i < BAD_VALUES.length; i++) {
      const value = BAD_VALUES[i];
      const bytes = Uint8Array.wrap(String.UTF8.encode(value));
      expect(headers.set("a", value)).toBe(Status.BadArgument);
      expect(headers.append("a", value)).toBe(Status.BadArgument);
      expect(headers.setBytes("a", bytes)).toBe(Status.BadArgument);
      expect(headers.appendBytes("a", bytes)).toBe(Status.BadArgument);
    }
    expect(callCount("proxy_replace_header_map_value")).toBe(0);
    expect(callCount("proxy_add_header_map_value")).toBe(0);
    expect(readHeaders(MAP)).toBe("a=1; b=2; a=3");
  });

  test("HeaderMap hands on what the host answers to a change", () => {
    refuse("proxy_replace_header_map_value", Status.InternalFailure);
    refuse("proxy_add_header_map_value", Status.Unimplemented);
    refuse("proxy_remove_header_map_value", Status.NotFound);
    refuse("proxy_set_header_map_pairs", Status.SerializationFailure);
    expect(headers.set("a", "b")).toBe(Status.InternalFailure);
    expect(headers.append("a", "b")).toBe(Status.Unimplemented);
    expect(headers.delete("a")).toBe(Status.NotFound);
    expect(headers.replaceAll(new HeaderList())).toBe(
      Status.SerializationFailure,
    );
  });

  test("HeaderMap refuses changes of a map that the proxy does not have", () => {
    const trailers = HeaderMap.of(MapType.RequestTrailers);
    expect(trailers.set("a", "b")).toBe(Status.BadArgument);
    expect(trailers.append("a", "b")).toBe(Status.BadArgument);
    expect(trailers.delete("a")).toBe(Status.BadArgument);
    expect(trailers.replaceAll(new HeaderList())).toBe(Status.BadArgument);
    openMap(MapType.RequestTrailers);
    expect(trailers.set("a", "b")).toBe(Status.Ok);
  });
});
