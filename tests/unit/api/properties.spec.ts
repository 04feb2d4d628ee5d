import {
  getProperty,
  getPropertyBytes,
} from "proxy-wasm-as/assembly/api/properties";
import { arrayHex, hex } from "../bytes";
import { refuse, reset, setProperty, setPropertyBytes } from "../test-host";

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
