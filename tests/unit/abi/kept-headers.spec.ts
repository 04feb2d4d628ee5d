import { entryDepth } from "proxy-wasm-as/assembly/abi/entry-depth";
import { MapType } from "proxy-wasm-as/assembly/abi/enums";
import { HeaderList } from "proxy-wasm-as/assembly/api/header-list";
import { HeaderMap } from "proxy-wasm-as/assembly/api/header-map";
import { callForeignFunction } from "proxy-wasm-as/assembly/api/foreign-function";
import { setProperty } from "proxy-wasm-as/assembly/api/properties";
import { activate } from "proxy-wasm-as/assembly/api/stream";
import {
  beginEntry,
  endEntry,
} from "proxy-wasm-as/assembly/runtime/host-entry";
import {
  addHeader,
  callCount,
  openContext,
  readHeaders,
  refuse,
  reset,
} from "../test-host";

const MAP = MapType.RequestHeaders;
const headers = HeaderMap.of(MAP);

/** How many calls the test has made: of one header, and of all of them. */
function calls(): string {
  const one = callCount("proxy_get_header_map_value");
  const all = callCount("proxy_get_header_map_pairs");
  return one.toString() + " one, " + all.toString() + " all";
}

/** Runs a callback that reads as many headers as a list has. */
function turn(names: string[]): void {
  beginEntry();
  for (let i = 0; i < names.length; i++) headers.get(names[i]);
  endEntry();
}

/** Has the last two turns read enough headers for a copy at the first read. */
function makeSure(): void {
  turn(["a", "b", "c"]);
  turn(["a", "b", "c"]);
  reset();
  open();
}

function open(): void {
  addHeader(MAP, ":path", "/");
  addHeader(MAP, "a", "1");
  addHeader(MAP, "b", "2");
  addHeader(MAP, "c", "3");
}

beforeEach(() => {
  reset();
  open();
  // Shows a host that gives all headers, and ends every habit, as it reads only once.
  beginEntry();
  headers.entries();
  endEntry();
  reset();
  open();
});

afterEach(() => {
  while (entryDepth() > 0) endEntry();
});

describe("HeaderMap within a callback", () => {
  test("HeaderMap.get asks for each of two headers", () => {
    turn(["a", "b"]);
    expect(calls()).toBe("2 one, 0 all");
  });

  test("HeaderMap.get asks for all headers instead of a third one", () => {
    turn(["a", "b", "c", ":path", "A"]);
    expect(calls()).toBe("2 one, 1 all");
  });

  test("HeaderMap.get asks for all headers at once where the last two turns read two or more", () => {
    turn(["a", "b"]);
    turn(["b", "c"]);
    turn(["c", "a"]);
    expect(calls()).toBe("4 one, 1 all");
  });

  test("HeaderMap.get asks for a single header again after a turn that read only one", () => {
    makeSure();
    turn(["a"]);
    expect(calls()).toBe("0 one, 1 all");
    turn(["a"]);
    turn(["a"]);
    expect(calls()).toBe("2 one, 1 all");
  });

  test("HeaderMap.get never asks for all where each turn reads one", () => {
    for (let i = 0; i < 10; i++) turn(["a", "absent", "none"]);
    expect(calls()).toBe("30 one, 0 all");
  });

  test("HeaderMap.get asks the host for a header that is not in the copy", () => {
    makeSure();
    turn(["a", "absent"]);
    expect(calls()).toBe("1 one, 1 all");
  });

  test("HeaderMap.entries, HeaderMap.getAll, HeaderMap.size and HeaderMap.has share one copy", () => {
    beginEntry();
    expect(headers.entries().length).toBe(4);
    expect(headers.getAll("a").length).toBe(1);
    expect(headers.size).toBe(4);
    expect(headers.has("b")).toBe(true);
    expect(headers.getBytes("C")!.length).toBe(1);
    expect(calls()).toBe("0 one, 1 all");
  });

  test("HeaderMap.get asks the host for a header that was edited, and reads others from the copy", () => {
    makeSure();
    beginEntry();
    headers.get("a");
    headers.set("a", "x");
    headers.append("B", "y");
    headers.delete("new");
    headers.append("new", "z");
    expect(headers.get("A")).toBe("x");
    expect(headers.getAll("b").join()).toBe("2,y");
    expect(headers.get("new")).toBe("z");
    expect(headers.get("c")).toBe("3");
    expect(calls()).toBe("1 one, 2 all");
  });

  test("HeaderMap.entries asks again after an edit", () => {
    beginEntry();
    const before = headers.entries();
    headers.set("a", "x");
    expect(headers.entries().value(3)).toBe("x");
    expect(before.value(1)).toBe("1");
    expect(calls()).toBe("0 one, 2 all");
  });

  test("an edit of a pseudo-header or of host ends the copy", () => {
    const names = [":path", "host", "HOST"];
    for (let i = 0; i < names.length; i++) {
      reset();
      open();
      beginEntry();
      headers.entries();
      headers.set(names[i], "/x");
      headers.get("a");
      expect(calls()).toBe("1 one, 1 all");
      endEntry();
    }
  });

  test("HeaderMap.replaceAll ends the copy", () => {
    beginEntry();
    headers.entries();
    const list = new HeaderList();
    list.append("a", "x");
    headers.replaceAll(list);
    expect(headers.get("a")).toBe("x");
    expect(headers.get("b")).toBeNull();
  });

  test("a foreign function, a property that is set and another context end the copy", () => {
    openContext(7);
    beginEntry();
    headers.entries();
    callForeignFunction("f", new Uint8Array(0));
    headers.get("a");
    headers.entries();
    setProperty(["a"], "b");
    headers.get("a");
    headers.entries();
    activate(7);
    headers.get("a");
    expect(calls()).toBe("3 one, 3 all");
  });

  test("the end of a callback, and one within it, end the copy", () => {
    beginEntry();
    headers.entries();
    beginEntry();
    headers.get("a");
    headers.entries();
    endEntry();
    headers.get("a");
    endEntry();
    beginEntry();
    headers.get("a");
    expect(calls()).toBe("3 one, 2 all");
  });

  test("another map has a copy of its own", () => {
    const response = HeaderMap.of(MapType.ResponseHeaders);
    addHeader(MapType.ResponseHeaders, "a", "of the response");
    beginEntry();
    headers.entries();
    expect(response.get("a")).toBe("of the response");
    expect(response.entries().length).toBe(1);
    expect(headers.get("a")).toBe("1");
    response.entries();
    headers.set("a", "x");
    expect(response.get("a")).toBe("of the response");
    expect(calls()).toBe("2 one, 3 all");
  });

  test("HeaderMap.get reads each header by itself where the host refuses to give all", () => {
    makeSure();
    refuse("proxy_get_header_map_pairs", 10);
    turn(["a", "b", "c", "a"]);
    expect(calls()).toBe("4 one, 2 all");
    turn(["a", "b", "c", "a"]);
    expect(calls()).toBe("8 one, 2 all");
  });

  test("HeaderMap.get reads null from a map that is gone, also where a copy was due", () => {
    makeSure();
    reset();
    beginEntry();
    expect(headers.get("a")).toBeNull();
    expect(headers.get("b")).toBeNull();
    expect(headers.has("c")).toBe(false);
    expect(calls()).toBe("3 one, 1 all");
  });

  test("an edit reaches the host at once, and returns what it says", () => {
    beginEntry();
    headers.entries();
    expect(headers.set("a", "x")).toBe(0);
    expect(readHeaders(MAP)).toBe(":path=/; b=2; c=3; a=x");
    refuse("proxy_add_header_map_value", 2);
    expect(headers.append("b", "y")).toBe(2);
    expect(headers.get("b")).toBe("2");
  });
});

describe("HeaderMap outside of callbacks", () => {
  test("HeaderMap.get asks for each header each time", () => {
    for (let i = 0; i < 5; i++) expect(headers.get("a")).toBe("1");
    headers.entries();
    headers.entries();
    expect(calls()).toBe("5 one, 2 all");
  });
});
