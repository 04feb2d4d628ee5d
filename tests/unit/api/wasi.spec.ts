import {
  currentTimeNanoseconds,
  monotonicNanoseconds,
  realtimeNanoseconds,
} from "proxy-wasm-as/assembly/api/clock";
import { readEnvironment } from "proxy-wasm-as/assembly/api/environment";
import { fillRandom, randomBytes } from "proxy-wasm-as/assembly/crypto/random";
import { arrayHex } from "../bytes";
import { addVariable, callCount, refuse, reset, setClock } from "../test-host";

beforeEach(() => reset());

describe("clocks", () => {
  test("realtimeNanoseconds and monotonicNanoseconds read a clock each", () => {
    setClock(0, 1_700_000_000_123_456_789);
    setClock(1, 0xffff_ffff_ffff_fffe);
    expect(realtimeNanoseconds()).toBe(1_700_000_000_123_456_789);
    expect(monotonicNanoseconds()).toBe(0xffff_ffff_ffff_fffe);
  });

  test("realtimeNanoseconds is 0 where the proxy gives no time", () => {
    setClock(0, 5);
    expect(realtimeNanoseconds()).toBe(5);
    refuse("clock_time_get", 58);
    expect(realtimeNanoseconds()).toBe(0);
    expect(monotonicNanoseconds()).toBe(0);
  });
});

describe("currentTimeNanoseconds", () => {
  test("currentTimeNanoseconds is the realtime clock, or 0 where the proxy refuses", () => {
    setClock(0, 0xffff_ffff_ffff_fffe);
    expect(currentTimeNanoseconds()).toBe(0xffff_ffff_ffff_fffe);
    expect(callCount("clock_time_get")).toBe(0);
    refuse("proxy_get_current_time_nanoseconds", 10);
    expect(currentTimeNanoseconds()).toBe(0);
  });
});

describe("readEnvironment", () => {
  test("readEnvironment is empty where there are no variables", () => {
    expect(readEnvironment().size).toBe(0);
  });

  test("readEnvironment reads names and values in their order", () => {
    addVariable("A", "1");
    addVariable("LONG_NAME", "é=b=");
    addVariable("EMPTY", "");
    const variables = readEnvironment();
    expect(variables.keys()).toStrictEqual(["A", "LONG_NAME", "EMPTY"]);
    expect(variables.values()).toStrictEqual(["1", "é=b=", ""]);
  });

  test("readEnvironment skips what has no name", () => {
    addVariable("", "value");
    addVariable("A", "1");
    expect(readEnvironment().keys()).toStrictEqual(["A"]);
  });

  test("readEnvironment is empty where the proxy refuses", () => {
    addVariable("A", "1");
    refuse("environ_get", 8);
    expect(readEnvironment().size).toBe(0);
    refuse("environ_sizes_get", 8);
    expect(readEnvironment().size).toBe(0);
  });
});

/** Counts the words of 8 bytes that are 0, as none is by chance. */
function zeroWords(at: usize, size: usize): i32 {
  let zeros = 0;
  for (let i: usize = 0; i + 8 <= size; i += 8) {
    zeros += i32(load<u64>(at + i) == 0);
  }
  return zeros + i32(load<u64>(at + size - 8) == 0);
}

describe("fillRandom", () => {
  test("fillRandom fills what it is asked to fill and no byte more", () => {
    const at = heap.alloc(24);
    memory.fill(at, 0, 24);
    fillRandom(at + 1, 16);
    expect(load<u8>(at)).toBe(0);
    expect(zeroWords(at + 1, 16)).toBe(0);
    expect(load<u8>(at + 17)).toBe(0);
    heap.free(at);
  });

  test("fillRandom does not ask for nothing", () => {
    fillRandom(0, 0);
    expect(callCount("random_get")).toBe(0);
  });

  test("fillRandom asks for at most 64 KiB at once", () => {
    const sizes: usize[] = [0xffff, 0x10000, 0x10001, 0x2ffff];
    const calls = [1, 1, 2, 3];
    for (let i = 0; i < sizes.length; i++) {
      reset();
      const at = heap.alloc(sizes[i] + 1);
      memory.fill(at, 0, sizes[i] + 1);
      fillRandom(at, sizes[i]);
      expect(callCount("random_get")).toBe(calls[i]);
      expect(zeroWords(at, sizes[i])).toBe(0);
      expect(load<u8>(at + sizes[i])).toBe(0);
      heap.free(at);
    }
  });

  test("fillRandom is false where the proxy gives no random bytes", () => {
    refuse("random_get", 76);
    const bytes = new Uint8Array(1);
    expect(fillRandom(bytes.dataStart, 1)).toBe(false);
    expect(fillRandom(bytes.dataStart, 0)).toBe(true);
  });
});

describe("randomBytes", () => {
  test("randomBytes returns as many bytes as it was asked for", () => {
    const bytes = randomBytes(16)!;
    expect(bytes.length).toBe(16);
    expect(zeroWords(bytes.dataStart, 16)).toBe(0);
    expect(arrayHex(randomBytes(16)!) == arrayHex(bytes)).toBe(false);
    expect(randomBytes(0)!.length).toBe(0);
  });

  test("randomBytes is null where the proxy gives none", () => {
    refuse("random_get", 76);
    expect(randomBytes(4) == null).toBe(true);
  });
});
