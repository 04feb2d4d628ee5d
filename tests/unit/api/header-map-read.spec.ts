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
  addHeader(MAP, "accept", "text/html");
  addHeader(MAP, "empty", "");
  addHeader(MAP, "accept", "");
  addHeaderBytes(MAP, "raw", hex("ff 00 61"));
});

describe("HeaderMap.get", () => {
  test("HeaderMap.get returns the first of several values", () => {
    expect(headers.get("accept")).toBe("text/html");
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
    expect(headers.get("ACCEPT")).toBe("text/html");
  });

  test("HeaderMap.get returns null after an answer, where the host refuses", () => {
    expect(headers.get("accept")).toBe("text/html");
    refuse("proxy_get_header_map_value", 10);
    expect(headers.get("accept")).toBeNull();
    expect(headers.getBytes("accept")).toBeNull();
    expect(headers.has("accept")).toBe(false);
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
    expect(headers.getAll("Accept")).toStrictEqual(["text/html", ""]);
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
    expect(headers.has("accept")).toBe(true);
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
      ":path=/é;accept=text/html;empty=;accept=;raw=\ufffd\0a;",
    );
  });

  test("HeaderMap.entries stays as it was when the map changes", () => {
    const entries = headers.entries();
    headers.delete("accept");
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
    expect(trailers.get("accept")).toBeNull();
    expect(trailers.getBytes("accept")).toBeNull();
    expect(trailers.getAll("accept").length).toBe(0);
    expect(trailers.getAllBytes("accept").length).toBe(0);
    expect(trailers.has("accept")).toBe(false);
    expect(trailers.entries().length).toBe(0);
    expect(trailers.size).toBe(0);
  });

  test("HeaderMap reads as empty where the map is empty", () => {
    openMap(MapType.ResponseTrailers);
    const trailers = HeaderMap.of(MapType.ResponseTrailers);
    expect(trailers.get("accept")).toBeNull();
    expect(trailers.size).toBe(0);
  });
});

describe("HttpMessage", () => {
  test("HttpMessage.headers is the map of the request or of the response", () => {
    addHeader(MapType.ResponseHeaders, ":status", "200");
    const request = HttpMessage.of(MessageKind.Request);
    const response = HttpMessage.of(MessageKind.Response);
    expect(request.headers.get("accept")).toBe("text/html");
    expect(request.headers.get(":status")).toBeNull();
    expect(response.headers.get(":status")).toBe("200");
    expect(response.headers.get("accept")).toBeNull();
  });
});
