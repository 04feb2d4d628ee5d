import { MapType, Status } from "proxy-wasm-as/assembly/abi/enums";
import { HeaderList } from "proxy-wasm-as/assembly/api/header-list";
import { HeaderMap } from "proxy-wasm-as/assembly/api/header-map";
import { noteResponseEnd } from "proxy-wasm-as/assembly/api/response-end";
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

const BAD_NAMES: string[] =
  "|a b|a\n|a\r\nb|a\0|\t|a\x7f|a:b|x(y|a/b|a@b|a,b|café|:|:x|:abc".split("|");
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

describe("the status of a response", () => {
  afterEach(() => noteResponseEnd(0));

  test("HeaderMap.set refuses a status that no response ends with", () => {
    const statuses: string[] = [
      "0",
      "99",
      "101",
      "199",
      "600",
      "1000",
      "2x",
      "",
    ];
    for (let i = 0; i < statuses.length; i++) {
      const bytes = Uint8Array.wrap(String.UTF8.encode(statuses[i]));
      expect(headers.set(":status", statuses[i])).toBe(Status.BadArgument);
      expect(headers.setBytes(":status", bytes)).toBe(Status.BadArgument);
    }
    expect(callCount("proxy_replace_header_map_value")).toBe(0);
    expect(headers.set(":STATUS", "404")).toBe(Status.Ok);
  });

  test("HeaderMap refuses a status without a body where one may come", () => {
    const statuses: string[] = ["204", "205", "304"];
    for (let i = 0; i < statuses.length; i++) {
      const list = new HeaderList();
      list.append(":status", statuses[i]);
      expect(headers.set(":status", statuses[i])).toBe(Status.BadArgument);
      expect(headers.replaceAll(list)).toBe(Status.BadArgument);
    }
    expect(readHeaders(MAP)).toBe("a=1; b=2; a=3");
  });

  test("HeaderMap takes a status without a body where the response has ended", () => {
    addHeader(MAP, "content-length", "0");
    noteResponseEnd(7);
    expect(headers.set(":status", "204")).toBe(Status.Ok);
    expect(readHeaders(MAP)).toBe(":status=204; a=1; b=2; a=3");
    const list = new HeaderList();
    list.append(":status", "304");
    expect(headers.replaceAll(list)).toBe(Status.Ok);
  });

  test("HeaderMap.set removes the length of another response that a 304 has", () => {
    addHeader(MAP, ":status", "304");
    addHeader(MAP, "content-length", "5");
    expect(headers.set(":status", "200")).toBe(Status.Ok);
    expect(readHeaders(MAP)).toBe(":status=200; a=1; b=2; a=3");
    addHeader(MAP, "content-length", "5");
    expect(headers.set(":status", "404")).toBe(Status.Ok);
    expect(headers.has("content-length")).toBe(true);
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

  test("HeaderMap.append refuses a second value of what has one", () => {
    const request = HeaderMap.of(MapType.RequestHeaders);
    addHeader(MapType.RequestHeaders, ":path", "/");
    expect(request.append(":path", "/a")).toBe(Status.BadArgument);
    expect(request.append("Host", "b")).toBe(Status.BadArgument);
    expect(headers.append(":status", "200")).toBe(Status.BadArgument);
    expect(headers.append("host", "b")).toBe(Status.Ok);
    expect(readHeaders(MapType.RequestHeaders)).toBe(":path=/");
  });

  test("HeaderMap.set refuses a pseudo-header of another map, or with what it cannot have", () => {
    const request = HeaderMap.of(MapType.RequestHeaders);
    const trailers = HeaderMap.of(MapType.ResponseTrailers);
    openMap(MapType.RequestHeaders);
    openMap(MapType.ResponseTrailers);
    expect(request.set(":status", "200")).toBe(Status.BadArgument);
    expect(headers.set(":path", "/")).toBe(Status.BadArgument);
    expect(trailers.set(":status", "200")).toBe(Status.BadArgument);
    expect(request.set(":method", "GE T")).toBe(Status.BadArgument);
    expect(request.set(":path", "/a b")).toBe(Status.BadArgument);
    expect(request.set(":path", "")).toBe(Status.BadArgument);
    expect(request.set("host", "a b")).toBe(Status.BadArgument);
    expect(callCount("proxy_replace_header_map_value")).toBe(0);
    expect(request.set(":path", "/a?b")).toBe(Status.Ok);
    expect(request.set("host", "a")).toBe(Status.Ok);
    expect(readHeaders(MapType.RequestHeaders)).toBe(
      ":path=/a?b; :authority=a",
    );
  });

  test("HeaderMap takes any name in the answer to a call, which goes nowhere", () => {
    const answer = HeaderMap.of(MapType.HttpCallResponseHeaders);
    openMap(MapType.HttpCallResponseHeaders);
    expect(answer.set(":status", "204")).toBe(Status.Ok);
    expect(answer.append(":path", "/")).toBe(Status.Ok);
  });

  test("HeaderMap.replaceAll refuses a list that the map cannot have", () => {
    const request = HeaderMap.of(MapType.RequestHeaders);
    openMap(MapType.RequestHeaders);
    const ofResponse = new HeaderList();
    ofResponse.append(":status", "200");
    const ofRequest = new HeaderList();
    ofRequest.append(":path", "/");
    expect(headers.replaceAll(ofRequest)).toBe(Status.BadArgument);
    expect(request.replaceAll(ofResponse)).toBe(Status.BadArgument);
    expect(callCount("proxy_set_header_map_pairs")).toBe(0);
    expect(headers.replaceAll(ofResponse)).toBe(Status.Ok);
    expect(request.replaceAll(ofRequest)).toBe(Status.Ok);
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
