import { BufferType, MapType, Status } from "proxy-wasm-as/assembly/abi/enums";
import { Body } from "proxy-wasm-as/assembly/api/body";
import { blocksLost } from "../blocks";
import { arrayHex, hex } from "../bytes";
import {
  addHeader,
  callCount,
  readBuffer,
  readHeaders,
  refuse,
  reset,
  setBuffer,
} from "../test-host";

const TYPE = BufferType.HttpRequestBody;
const body = Body.of(TYPE);
const absent = Body.of(BufferType.NetworkUpstreamData);

function hold(text: string): void {
  setBuffer(TYPE, String.UTF8.encode(text));
}

function bytesOf(digits: string): Uint8Array {
  return Uint8Array.wrap(hex(digits));
}

beforeEach(() => {
  reset();
  hold("héllo");
});

describe("Body, read", () => {
  test("Body.of returns the buffer of a type", () => {
    setBuffer(BufferType.HttpResponseBody, hex("78"));
    expect(Body.of(BufferType.HttpResponseBody).text()).toBe("x");
    expect(Body.of(TYPE).text()).toBe("héllo");
  });

  test("Body.size counts bytes, and none for an empty or absent body", () => {
    expect(body.size).toBe(6);
    expect(absent.size).toBe(0);
    hold("");
    expect(body.size).toBe(0);
  });

  test("Body.text reads UTF-8, and what is not as U+FFFD", () => {
    expect(body.text()).toBe("héllo");
    setBuffer(TYPE, hex("61 c3"));
    expect(body.text()).toBe("a\ufffd");
    expect(absent.text()).toBe("");
  });

  test("Body.bytes copies all bytes, and none for an absent body", () => {
    expect(arrayHex(body.bytes())).toBe("68c3a96c6c6f");
    expect(absent.bytes().length).toBe(0);
  });

  test("Body.read copies a range", () => {
    expect(arrayHex(body.read(1, 2))).toBe("c3a9");
    expect(arrayHex(body.read(0, 6))).toBe("68c3a96c6c6f");
  });

  test("Body.read ends where the body ends", () => {
    expect(arrayHex(body.read(4, 100))).toBe("6c6f");
    expect(arrayHex(body.read(5, i32.MAX_VALUE))).toBe("6f");
  });

  test("Body.read returns nothing outside of the body, and does not ask", () => {
    expect(body.read(6, 1).length).toBe(0);
    expect(body.read(i32.MAX_VALUE, i32.MAX_VALUE).length).toBe(0);
    expect(body.read(-1, 2).length).toBe(0);
    expect(body.read(0, 0).length).toBe(0);
    expect(body.read(0, -1).length).toBe(0);
    expect(absent.read(0, 1).length).toBe(0);
    expect(callCount("proxy_get_buffer_bytes")).toBe(0);
  });

  test("Body.text returns nothing after an answer, where the host refuses", () => {
    expect(body.text()).toBe("héllo");
    refuse("proxy_get_buffer_bytes", Status.InternalFailure);
    expect(body.text()).toBe("");
    expect(body.bytes().length).toBe(0);
    refuse("proxy_get_buffer_status", Status.InternalFailure);
    expect(body.size).toBe(0);
  });
});

describe("Body, changed", () => {
  test("Body.prepend and Body.prependBytes add in front", () => {
    expect(body.prepend("€")).toBe(Status.Ok);
    expect(body.prependBytes(bytesOf("3c 3d"))).toBe(Status.Ok);
    expect(readBuffer(TYPE)).toBe("<=€héllo");
  });

  test("Body.append and Body.appendBytes add at the end", () => {
    expect(body.append("€")).toBe(Status.Ok);
    expect(body.appendBytes(bytesOf("00 3e 3f").subarray(1, 2))).toBe(0);
    expect(readBuffer(TYPE)).toBe("héllo€>");
  });

  test("Body.append, Body.prepend and Body.set work on an empty body", () => {
    hold("");
    expect(body.append("b")).toBe(Status.Ok);
    expect(body.clear()).toBe(Status.Ok);
    expect(body.prepend("a")).toBe(Status.Ok);
    expect(readBuffer(TYPE)).toBe("a");
    body.clear();
    expect(body.set("c")).toBe(Status.Ok);
    expect(readBuffer(TYPE)).toBe("c");
  });

  test("Body.set and Body.setBytes replace all", () => {
    expect(body.set("a longer text than was there")).toBe(Status.Ok);
    expect(readBuffer(TYPE)).toBe("a longer text than was there");
    expect(body.setBytes(bytesOf("78"))).toBe(Status.Ok);
    expect(readBuffer(TYPE)).toBe("x");
    expect(body.set("")).toBe(Status.Ok);
    expect(readBuffer(TYPE)).toBe("");
  });

  test("Body.set sends a lone surrogate as U+FFFD", () => {
    body.set("a" + String.fromCharCode(0xd800) + "b");
    expect(readBuffer(TYPE)).toBe("a\ufffdb");
  });

  test("Body.clear drops all", () => {
    expect(body.clear()).toBe(Status.Ok);
    expect(body.size).toBe(0);
  });

  test("Body.replace replaces a range at the beginning, the end and between", () => {
    hold("abcdef");
    expect(body.replace(0, 2, "€")).toBe(Status.Ok);
    expect(readBuffer(TYPE)).toBe("€cdef");
    expect(body.replace(5, 2, "")).toBe(Status.Ok);
    expect(readBuffer(TYPE)).toBe("€cd");
    expect(body.replace(3, 1, "xyz")).toBe(Status.Ok);
    expect(readBuffer(TYPE)).toBe("€xyzd");
    expect(body.replace(0, 7, "all")).toBe(Status.Ok);
    expect(readBuffer(TYPE)).toBe("all");
  });

  test("Body.replace inserts where the length is 0, and cuts one that is too long", () => {
    hold("abc");
    expect(body.replace(1, 0, "-")).toBe(Status.Ok);
    expect(body.replace(4, 0, "+")).toBe(Status.Ok);
    expect(body.replace(0, 0, "*")).toBe(Status.Ok);
    expect(readBuffer(TYPE)).toBe("*a-bc+");
    expect(body.replace(4, i32.MAX_VALUE, "!")).toBe(Status.Ok);
    expect(readBuffer(TYPE)).toBe("*a-b!");
  });

  test("Body.replace reads nothing where it replaces all, or adds in front or behind", () => {
    hold("abc");
    refuse("proxy_get_buffer_bytes", Status.InternalFailure);
    expect(body.replace(0, 3, "d")).toBe(Status.Ok);
    expect(body.replace(0, 0, "c")).toBe(Status.Ok);
    expect(body.replace(2, 0, "e")).toBe(Status.Ok);
    expect(readBuffer(TYPE)).toBe("cde");
  });

  test("Body.replaceBytes replaces a range by bytes", () => {
    hold("abc");
    expect(body.replaceBytes(1, 1, bytesOf("2b 2b"))).toBe(Status.Ok);
    expect(readBuffer(TYPE)).toBe("a++c");
  });

  test("Body.replace refuses a range outside of the body", () => {
    expect(body.replace(7, 1, "x")).toBe(Status.BadArgument);
    expect(body.replace(-1, 1, "x")).toBe(Status.BadArgument);
    expect(body.replaceBytes(0, -1, bytesOf("78"))).toBe(Status.BadArgument);
    expect(readBuffer(TYPE)).toBe("héllo");
  });

  test("Body hands on what the host answers to a change", () => {
    expect(absent.append("x")).toBe(Status.BadArgument);
    expect(absent.clear()).toBe(Status.BadArgument);
    expect(absent.replace(0, 0, "x")).toBe(Status.BadArgument);
    refuse("proxy_get_buffer_bytes", Status.InternalFailure);
    expect(body.replace(1, 1, "x")).toBe(Status.InternalFailure);
    refuse("proxy_set_buffer_bytes", Status.Unimplemented);
    expect(body.set("x")).toBe(Status.Unimplemented);
    expect(readBuffer(TYPE)).toBe("héllo");
  });
});

describe("Body and content-length", () => {
  beforeEach(() => {
    addHeader(MapType.RequestHeaders, "content-length", "6");
    addHeader(MapType.ResponseHeaders, "content-length", "7");
    setBuffer(BufferType.HttpResponseBody, hex("78"));
  });

  test("Body.set removes the content-length of its own message", () => {
    body.set("longer");
    expect(readHeaders(MapType.RequestHeaders)).toBe("");
    expect(readHeaders(MapType.ResponseHeaders)).toBe("content-length=7");
    Body.of(BufferType.HttpResponseBody).append("y");
    expect(readHeaders(MapType.ResponseHeaders)).toBe("");
  });

  test("Body keeps the content-length where nothing was changed", () => {
    body.text();
    body.replace(100, 1, "x");
    refuse("proxy_set_buffer_bytes", Status.BadArgument);
    body.set("x");
    expect(readHeaders(MapType.RequestHeaders)).toBe("content-length=6");
  });

  test("Body has no content-length for the data of a TCP connection", () => {
    setBuffer(BufferType.NetworkDownstreamData, hex("78"));
    Body.of(BufferType.NetworkDownstreamData).append("y");
    expect(callCount("proxy_remove_header_map_value")).toBe(0);
  });
});

describe("Body and memory", () => {
  test("Body frees all that it takes", () => {
    const lost = blocksLost(() => {
      hold("abc");
      body.text();
      body.bytes();
      body.read(1, 1);
      body.set("abc");
      body.append("d");
      body.replace(1, 1, "x");
      body.replaceBytes(1, 1, body.bytes());
      absent.text();
      absent.replace(0, 0, "x");
    });
    expect(lost).toBe(0);
  });
});
