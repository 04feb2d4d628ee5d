import { BufferType, MapType } from "proxy-wasm-as/assembly/abi/enums";
import { Configuration } from "proxy-wasm-as/assembly/api/configuration";
import { readEnvironment } from "proxy-wasm-as/assembly/api/environment";
import { HeaderMap } from "proxy-wasm-as/assembly/api/header-map";
import {
  getProperty,
  getPropertyBytes,
} from "proxy-wasm-as/assembly/api/properties";
import { blocksLost } from "../blocks";
import { hex } from "../bytes";
import {
  addHeader,
  addVariable,
  openMap,
  refuse,
  reset,
  setBuffer,
  setProperty,
} from "../test-host";

const MAP = MapType.RequestHeaders;
const headers = HeaderMap.of(MAP);

beforeEach(() => {
  reset();
  addHeader(MAP, "name", "a value with é");
  addHeader(MAP, "empty", "");
});

describe("blocks that the host allocates", () => {
  test("HeaderMap.get and has free the host's block", () => {
    expect(
      blocksLost(() => {
        headers.get("name");
        headers.get("empty");
        headers.get("absent");
        headers.has("name");
        headers.has("empty");
      }),
    ).toBe(0);
  });

  test("HeaderMap.getBytes frees the host's block", () => {
    expect(
      blocksLost(() => {
        headers.getBytes("name");
        headers.getBytes("empty");
        headers.getBytes("absent");
      }),
    ).toBe(0);
  });

  test("HeaderMap.entries frees the host's block", () => {
    openMap(MapType.RequestTrailers);
    expect(
      blocksLost(() => {
        headers.getAll("name");
        HeaderMap.of(MapType.RequestTrailers).entries();
        HeaderMap.of(MapType.ResponseTrailers).entries();
      }),
    ).toBe(0);
  });

  test("HeaderMap.set and append keep nothing", () => {
    expect(
      blocksLost(() => {
        headers.set("other", "value");
        headers.set("bad name", "value");
        headers.delete("other");
      }),
    ).toBe(0);
  });

  test("getProperty frees the host's block", () => {
    setProperty("a\0b", "value");
    expect(
      blocksLost(() => {
        getProperty(["a", "b"]);
        getPropertyBytes(["a", "b"]);
        getProperty(["absent"]);
      }),
    ).toBe(0);
  });

  test("Configuration.load frees the host's block", () => {
    setBuffer(BufferType.PluginConfiguration, hex("61 62"));
    expect(
      blocksLost(() => {
        new Configuration().load(BufferType.PluginConfiguration, 2);
        new Configuration().load(BufferType.VmConfiguration, 2);
      }),
    ).toBe(0);
  });

  test("readEnvironment frees what it reads into", () => {
    addVariable("A", "1");
    addVariable("B", "2");
    expect(
      blocksLost(() => {
        readEnvironment();
      }),
    ).toBe(0);
  });

  test("a call that the host refuses leaves the block of the one before alone", () => {
    const lost = blocksLost(() => {
      headers.get("name");
      new Configuration().load(BufferType.VmConfiguration, 2);
      refuse("proxy_get_header_map_value", 10);
      headers.get("name");
      reset();
      addHeader(MAP, "name", "value");
    });
    expect(lost).toBe(0);
  });
});
