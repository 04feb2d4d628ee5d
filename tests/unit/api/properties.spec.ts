import { Status } from "proxy-wasm-as/assembly/abi/enums";
import {
  getProperty,
  getPropertyBoolOr,
  getPropertyBytes,
  getPropertyF64Or,
  getPropertyI64Or,
  getPropertyList,
  getPropertyMap,
  getPropertyU64Or,
  setProperty as set,
  setPropertyBytes as setBytes,
} from "proxy-wasm-as/assembly/api/properties";
import { arrayHex, hex } from "../bytes";
import {
  callCount,
  refuse,
  reset,
  setProperty,
  setPropertyBytes,
} from "../test-host";

beforeEach(() => reset());

describe("getProperty", () => {
  test("getProperty returns a property by its path", () => {
    setProperty("xds\0route_name", "é");
    expect(getProperty(["xds", "route_name"])).toBe("é");
  });

  test("getProperty returns an empty text for an empty property", () => {
    setProperty("empty", "");
    expect(getProperty(["empty"])).toBe("");
  });

  test("getProperty returns null for a property that is absent", () => {
    setProperty("a\0b", "value");
    expect(getProperty(["a"])).toBeNull();
    expect(getProperty(["a", "b", "c"])).toBeNull();
    expect(getProperty(["a.b"])).toBeNull();
    expect(getProperty([])).toBeNull();
  });

  test("getProperty returns null where the proxy refuses", () => {
    setProperty("a", "value");
    refuse("proxy_get_property", 4);
    expect(getProperty(["a"])).toBeNull();
    expect(getPropertyBytes(["a"])).toBeNull();
  });

  test("getProperty reads invalid UTF-8 as U+FFFD", () => {
    setPropertyBytes("raw", hex("ff 61"));
    expect(getProperty(["raw"])).toBe("\ufffda");
  });
});

describe("getPropertyBytes", () => {
  test("getPropertyBytes returns a number as its bytes", () => {
    setPropertyBytes("response\0code", hex("c8 00 00 00 00 00 00 00"));
    const bytes = getPropertyBytes(["response", "code"])!;
    expect(load<i64>(bytes.dataStart)).toBe(200);
  });

  test("getPropertyBytes returns a property as the bytes that it has", () => {
    setPropertyBytes("raw", hex("ff 00 61"));
    expect(arrayHex(getPropertyBytes(["raw"])!)).toBe("ff0061");
  });

  test("getPropertyBytes returns null for a property that is absent", () => {
    expect(getPropertyBytes(["absent"])).toBeNull();
  });
});

describe("getPropertyI64Or and its like", () => {
  test("getPropertyI64Or reads an integer, or gives the fallback", () => {
    expect(getPropertyI64Or(["a", "b"], -7)).toBe(-7);
    setPropertyBytes("a\0b", hex("fe ff ff ff ff ff ff ff"));
    expect(getPropertyI64Or(["a", "b"], -7)).toBe(-2);
    setProperty("a\0b", "text");
    expect(getPropertyI64Or(["a", "b"], -7)).toBe(-7);
  });

  test("getPropertyU64Or reads an integer without a sign", () => {
    expect(getPropertyU64Or(["a"], 7)).toBe(7);
    setPropertyBytes("a", hex("ff ff ff ff ff ff ff ff"));
    expect(getPropertyU64Or(["a"], 7)).toBe(u64.MAX_VALUE);
  });

  test("getPropertyF64Or reads a number with a fraction", () => {
    expect(getPropertyF64Or(["a"], 7)).toBe(7);
    setPropertyBytes("a", hex("00 00 00 00 00 00 f8 3f"));
    expect(getPropertyF64Or(["a"], 7)).toBe(1.5);
  });

  test("getPropertyBoolOr reads a boolean", () => {
    expect(getPropertyBoolOr(["a"], true)).toBe(true);
    setPropertyBytes("a", hex("00"));
    expect(getPropertyBoolOr(["a"], true)).toBe(false);
    setPropertyBytes("a", hex("01"));
    expect(getPropertyBoolOr(["a"], false)).toBe(true);
  });
});

describe("getPropertyMap and getPropertyList", () => {
  test("getPropertyMap reads a map, an empty one too, or gives null", () => {
    expect(getPropertyMap(["m"])).toBeNull();
    setProperty("m", "");
    expect(getPropertyMap(["m"])!.size).toBe(0);
    setPropertyBytes("m", hex("01000000 01000000 02000000 6b00 7676 00"));
    expect(getPropertyMap(["m"])!.get("k")).toBe("vv");
  });

  test("getPropertyList reads a list, an empty one too, or gives null", () => {
    expect(getPropertyList(["l"])).toBeNull();
    setProperty("l", "");
    expect(getPropertyList(["l"])!.length).toBe(0);
    setPropertyBytes("l", hex("01000000 01000000 00000000 6b00 00"));
    expect(getPropertyList(["l"])!.text(0)).toBe("k");
  });
});

describe("setProperty", () => {
  test("setProperty sets what getProperty reads", () => {
    expect(set(["tenant"], "é")).toBe(Status.Ok);
    expect(getProperty(["tenant"])).toBe("é");
    expect(set(["tenant"], "")).toBe(Status.Ok);
    expect(getProperty(["tenant"])).toBe("");
  });

  test("setPropertyBytes sets what getPropertyBytes reads", () => {
    expect(setBytes(["raw"], Uint8Array.wrap(hex("ff 00")))).toBe(Status.Ok);
    expect(arrayHex(getPropertyBytes(["raw"])!)).toBe("ff00");
  });

  test("setProperty and setPropertyBytes refuse a path that is not one segment", () => {
    const bytes = Uint8Array.wrap(hex("ff"));
    expect(set(["metadata", "a"], "b")).toBe(Status.BadArgument);
    expect(setBytes(["metadata", "a"], bytes)).toBe(Status.BadArgument);
    expect(set([], "b")).toBe(Status.BadArgument);
    expect(callCount("proxy_set_property")).toBe(0);
  });

  test("setProperty answers what the proxy answers", () => {
    refuse("proxy_set_property", Status.BadArgument);
    expect(set(["once"], "a")).toBe(Status.BadArgument);
    expect(setBytes(["once"], new Uint8Array(1))).toBe(Status.BadArgument);
  });
});
