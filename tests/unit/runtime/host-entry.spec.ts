import { isInCallback } from "proxy-wasm-as/assembly/abi/entry-depth";
import {
  beginEntry,
  endEntry,
} from "proxy-wasm-as/assembly/runtime/host-entry";

describe("host entries", () => {
  test("isInCallback is false before the host has called", () => {
    expect(isInCallback()).toBe(false);
  });

  test("isInCallback is true until each entry has ended, also where they are nested", () => {
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
