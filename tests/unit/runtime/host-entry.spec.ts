import { isInCallback } from "proxy-wasm-as/assembly/abi/entry-depth";
import { beginEntry, endEntry } from "proxy-wasm-as/assembly/runtime/host-entry";

describe("turns", () => {
  test("isInCallback is false before the host has entered", () => {
    expect(isInCallback()).toBe(false);
  });

  test("isInCallback is true until each turn has ended, also of turns in a turn", () => {
    beginEntry();
    expect(isInCallback()).toBe(true);
    beginEntry();
    expect(isInCallback()).toBe(true);
    endEntry();
    expect(isInCallback()).toBe(true);
    endEntry();
    expect(isInCallback()).toBe(false);
  });
});
