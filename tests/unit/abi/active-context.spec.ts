import {
  activeContext,
  setActiveContext,
} from "proxy-wasm-as/assembly/abi/active-context";
import { entryDepth } from "proxy-wasm-as/assembly/abi/entry-depth";
import {
  beginEntry,
  endEntry,
} from "proxy-wasm-as/assembly/runtime/host-entry";

afterEach(() => {
  while (entryDepth() > 0) endEntry();
});

describe("activeContext", () => {
  test("activeContext is the one that was set in this entry", () => {
    beginEntry();
    expect(activeContext()).toBe(0);
    setActiveContext(7);
    expect(activeContext()).toBe(7);
  });

  test("activeContext is 0 outside of an entry, whatever was set", () => {
    setActiveContext(7);
    expect(activeContext()).toBe(0);
    beginEntry();
    setActiveContext(7);
    endEntry();
    expect(activeContext()).toBe(0);
  });

  test("activeContext is 0 in a nested entry, and after it", () => {
    beginEntry();
    setActiveContext(7);
    beginEntry();
    expect(activeContext()).toBe(0);
    endEntry();
    expect(activeContext()).toBe(0);
  });
});
