import { BufferType } from "proxy-wasm-as/assembly/abi/enums";
import { setActiveContext } from "proxy-wasm-as/assembly/abi/active-context";
import {
  beginEntry,
  endEntry,
} from "proxy-wasm-as/assembly/runtime/host-entry";
import {
  areHeadersGone,
  noteBodyOf,
  noteHeaders,
} from "proxy-wasm-as/assembly/api/sent-headers";

const REQUEST = BufferType.HttpRequestBody;
const RESPONSE = BufferType.HttpResponseBody;

/** Tells whether a stream's headers are known to have gone, in its body callback. */
function isGone(type: BufferType, context: u32): bool {
  noteBodyOf(context);
  const gone = areHeadersGone(type);
  noteBodyOf(0);
  return gone;
}

describe("sent headers", () => {
  test("areHeadersGone tells streams and both messages apart", () => {
    noteHeaders(REQUEST, 100, true);
    noteHeaders(RESPONSE, 101, true);
    expect(isGone(REQUEST, 100)).toBe(true);
    expect(isGone(RESPONSE, 100)).toBe(false);
    expect(isGone(REQUEST, 101)).toBe(false);
    expect(isGone(RESPONSE, 101)).toBe(true);
  });

  test("areHeadersGone forgets a stream whose place another took, or whose headers are held", () => {
    noteHeaders(REQUEST, 100, true);
    noteHeaders(REQUEST, 116, false);
    expect(isGone(REQUEST, 100)).toBe(true);
    expect(isGone(REQUEST, 116)).toBe(false);
    noteHeaders(REQUEST, 116, true);
    expect(isGone(REQUEST, 100)).toBe(false);
    expect(isGone(REQUEST, 116)).toBe(true);
    noteHeaders(REQUEST, 116, false);
    expect(isGone(REQUEST, 116)).toBe(false);
  });

  test("areHeadersGone is about the active stream, and false where none is known", () => {
    noteHeaders(REQUEST, 100, true);
    expect(areHeadersGone(REQUEST)).toBe(false);
    beginEntry();
    setActiveContext(100);
    expect(areHeadersGone(REQUEST)).toBe(true);
    noteBodyOf(100);
    setActiveContext(101);
    expect(areHeadersGone(REQUEST)).toBe(false);
    noteBodyOf(0);
    endEntry();
  });
});
