import { MapType } from "proxy-wasm-as/assembly/abi/enums";
import { HeaderMap } from "proxy-wasm-as/assembly/api/header-map";
import {
  HttpMessage,
  MessageKind,
} from "proxy-wasm-as/assembly/api/http-message";
import { arrayHex, hex } from "../bytes";
import {
  addHeader,
  addHeaderBytes,
  openMap,
  refuse,
  reset,
} from "../test-host";

const MAP = MapType.RequestHeaders;
const headers = HeaderMap.of(MAP);

beforeEach(() => {
  reset();
  addHeader(MAP, ":path", "/é");
  addHeader(MAP, "x-many", "text/html");
  addHeader(MAP, "empty", "");
  addHeader(MAP, "x-many", "");
  addHeaderBytes(MAP, "raw", hex("ff 00 61"));
});

describe("HeaderMap.get", () => {
  test("HeaderMap.get returns the first of several values", () => {
    expect(headers.get("x-many")).toBe("text/html");
  });

  test("HeaderMap.get returns a value as the UTF-8 that it is", () => {
    expect(headers.get(":path")).toBe("/é");
    expect(headers.get("raw")).toBe("\ufffd\0a");
  });

  test("HeaderMap.get returns an empty text for an empty value", () => {
    expect(headers.get("empty")).toBe("");
  });

  test("HeaderMap.get returns null when the name is absent", () => {
    expect(headers.get("absent")).toBeNull();
    expect(headers.get("")).toBeNull();
  });

  test("HeaderMap.get matches a name in any case", () => {
    expect(headers.get("X-MANY")).toBe("text/html");
  });

  test("HeaderMap.get returns null after an answer, where the host refuses", () => {
    expect(headers.get("x-many")).toBe("text/html");
    refuse("proxy_get_header_map_value", 10);
    expect(headers.get("x-many")).toBeNull();
    expect(headers.getBytes("x-many")).toBeNull();
    expect(headers.has("x-many")).toBe(false);
  });
});

describe("HeaderMap.getBytes", () => {
  test("HeaderMap.getBytes returns a value as it was sent", () => {
    expect(arrayHex(headers.getBytes("raw")!)).toBe("ff0061");
  });

  test("HeaderMap.getBytes returns no bytes for an empty value", () => {
    expect(headers.getBytes("empty")!.length).toBe(0);
  });

  test("HeaderMap.getBytes returns null when the name is absent", () => {
    expect(headers.getBytes("absent")).toBeNull();
  });
});

describe("HeaderMap.getAll", () => {
  test("HeaderMap.getAll returns all values in their order", () => {
    expect(headers.getAll("X-Many")).toStrictEqual(["text/html", ""]);
  });

  test("HeaderMap.getAll returns none when the name is absent", () => {
    expect(headers.getAll("absent")).toStrictEqual([]);
  });

  test("HeaderMap.getAllBytes returns all values as they were sent", () => {
    addHeaderBytes(MAP, "raw", hex("fe"));
    const values = headers.getAllBytes("raw");
    expect(values.length).toBe(2);
    expect(arrayHex(values[0])).toBe("ff0061");
    expect(arrayHex(values[1])).toBe("fe");
  });
});

describe("HeaderMap.has", () => {
  test("HeaderMap.has tells an empty value from an absent name", () => {
    expect(headers.has("x-many")).toBe(true);
    expect(headers.has("empty")).toBe(true);
    expect(headers.has("absent")).toBe(false);
  });
});

describe("HeaderMap.entries", () => {
  test("HeaderMap.entries copies all headers in their order", () => {
    const entries = headers.entries();
    let text = "";
    for (let i = 0; i < entries.length; i++) {
      text += entries.name(i) + "=" + entries.value(i) + ";";
    }
    expect(text).toBe(
      ":path=/é;x-many=text/html;empty=;x-many=;raw=\ufffd\0a;",
    );
  });

  test("HeaderMap.entries stays as it was when the map changes", () => {
    const entries = headers.entries();
    headers.delete("x-many");
    expect(entries.length).toBe(5);
    expect(entries.value(1)).toBe("text/html");
  });

  test("HeaderMap.size counts each value", () => {
    expect(headers.size).toBe(5);
  });
});

describe("HeaderMap.byteSize", () => {
  test("HeaderMap.byteSize is the size of all names and values", () => {
    openMap(MapType.ResponseTrailers);
    const trailers = HeaderMap.of(MapType.ResponseTrailers);
    expect(trailers.byteSize).toBe(0);
    addHeader(MapType.ResponseTrailers, "é", "12");
    addHeader(MapType.ResponseTrailers, "a", "");
    expect(trailers.byteSize).toBe(5);
  });

  test("HeaderMap.byteSize is 0 where the proxy does not have the map", () => {
    expect(HeaderMap.of(MapType.ResponseHeaders).byteSize).toBe(0);
  });
});

describe("an unavailable map", () => {
  test("HeaderMap reads as empty where the proxy does not have the map", () => {
    const trailers = HeaderMap.of(MapType.ResponseTrailers);
    expect(trailers.get("x-many")).toBeNull();
    expect(trailers.getBytes("x-many")).toBeNull();
    expect(trailers.getAll("x-many").length).toBe(0);
    expect(trailers.getAllBytes("x-many").length).toBe(0);
    expect(trailers.has("x-many")).toBe(false);
    expect(trailers.entries().length).toBe(0);
    expect(trailers.size).toBe(0);
  });

  test("HeaderMap reads as empty where the map is empty", () => {
    openMap(MapType.ResponseTrailers);
    const trailers = HeaderMap.of(MapType.ResponseTrailers);
    expect(trailers.get("x-many")).toBeNull();
    expect(trailers.size).toBe(0);
  });
});

describe("HttpMessage", () => {
  test("HttpMessage.headers is the map of the request or of the response", () => {
    addHeader(MapType.ResponseHeaders, ":status", "200");
    const request = HttpMessage.of(MessageKind.Request);
    const response = HttpMessage.of(MessageKind.Response);
    expect(request.headers.get("x-many")).toBe("text/html");
    expect(request.headers.get(":status")).toBeNull();
    expect(response.headers.get(":status")).toBe("200");
    expect(response.headers.get("x-many")).toBeNull();
  });
});
