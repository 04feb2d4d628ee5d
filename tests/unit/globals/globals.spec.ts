import {
  beginEntry,
  endEntry,
} from "proxy-wasm-as/assembly/runtime/host-entry";
import { console } from "proxy-wasm-as/assembly/globals/console";
import { crypto } from "proxy-wasm-as/assembly/globals/crypto";
import { Date } from "proxy-wasm-as/assembly/globals/date";
import { performance } from "proxy-wasm-as/assembly/globals/performance";
import { process } from "proxy-wasm-as/assembly/globals/process";
import { seed } from "proxy-wasm-as/assembly/globals/seed";
import { trace } from "proxy-wasm-as/assembly/globals/trace";
import { collectAndOverwrite } from "../blocks";
import { isLive } from "../node";
import {
  addVariable,
  callCount,
  readLogs,
  refuse,
  reset,
  setClock,
  setLogLevel,
} from "../test-host";

/** Returns where the environment is, and keeps nothing on the stack that refers to it. */
function environmentAddress(): usize {
  return changetype<usize>(process.env);
}

beforeEach(() => reset());

describe("console", () => {
  test("console logs at the level of each function's name", () => {
    console.debug("d");
    console.log("l");
    console.info("i");
    console.warn("w");
    console.error("e");
    expect(readLogs()).toBe("1: d\n2: l\n2: i\n3: w\n4: e");
  });

  test("console.log sends nothing below the proxy's level", () => {
    setLogLevel(3);
    beginEntry();
    console.log("l");
    console.warn("w");
    endEntry();
    expect(readLogs()).toBe("3: w");
  });

  test("console.assert logs only where the condition does not hold", () => {
    console.assert(true, "yes");
    console.assert("text", "yes");
    console.assert(0, "no");
    console.assert("", "empty");
    expect(readLogs()).toBe(
      "4: Assertion failed: no\n4: Assertion failed: empty",
    );
  });

  test("console.timeLog and timeEnd log how long a timer runs", () => {
    setClock(1, 1_000_000);
    console.time("t");
    setClock(1, 3_500_000);
    console.timeLog("t");
    setClock(1, 11_000_000);
    console.timeEnd("t");
    console.timeEnd("t");
    expect(readLogs()).toBe("2: t: 2.5ms\n2: t: 10.0ms\n3: No such timer: t");
  });

  test("console keeps its timers through a collection", () => {
    setClock(1, 0);
    console.time();
    collectAndOverwrite();
    setClock(1, 1_000_000);
    console.timeEnd();
    expect(readLogs()).toBe("2: default: 1.0ms");
  });
});

describe("clocks", () => {
  test("Date.now and process.time are milliseconds of the realtime clock", () => {
    setClock(0, 1_700_000_000_123_999_999);
    expect(Date.now()).toBe(1_700_000_000_123);
    expect(process.time()).toBe(1_700_000_000_123);
  });

  test("Date does what the standard one does", () => {
    expect(new Date(1_700_000_000_123).toISOString()).toBe(
      "2023-11-14T22:13:20.123Z",
    );
  });

  test("performance.now is milliseconds of the monotonic clock", () => {
    setClock(1, 1_500_000);
    expect(performance.now()).toBe(1.5);
  });

  test("process.hrtime is nanoseconds of the monotonic clock", () => {
    setClock(1, 1_500_001);
    expect(process.hrtime()).toBe(1_500_001);
  });
});

describe("process", () => {
  test("process.env reads the environment once and keeps it", () => {
    addVariable("A", "1");
    const address = environmentAddress();
    __collect();
    expect(isLive(address)).toBe(true);
    expect(process.env.get("A")).toBe("1");
    addVariable("B", "2");
    expect(process.env.keys()).toStrictEqual(["A"]);
    expect(callCount("environ_get")).toBe(1);
  });

  test("process.env.get gives null for a variable that is not passed on", () => {
    expect(process.env.get("ABSENT")).toBeNull();
    expect(process.env.has("ABSENT")).toBe(false);
  });
});

describe("random", () => {
  test("crypto.getRandomValues fills a view and no byte more", () => {
    const bytes = new Uint8Array(18);
    crypto.getRandomValues(bytes.subarray(1, 17));
    expect(load<u64>(bytes.dataStart + 1)).not.toBe(0);
    expect(load<u64>(bytes.dataStart + 9)).not.toBe(0);
    expect(bytes[0]).toBe(0);
    expect(bytes[17]).toBe(0);
  });

  test("seed is 64 random bits", () => {
    const first = reinterpret<u64>(seed());
    const second = reinterpret<u64>(seed());
    expect(<u32>first).not.toBe(<u32>second);
    expect(first >> 32).not.toBe(second >> 32);
  });

  test("crypto.getRandomValues throws where the proxy gives no random bytes", () => {
    refuse("random_get", 76);
    expect(() => {
      crypto.getRandomValues(new Uint8Array(1));
    }).toThrow();
  });

  test("seed is the time where the proxy gives no random bytes", () => {
    refuse("random_get", 76);
    setClock(0, 5);
    setClock(1, 8);
    expect(reinterpret<u64>(seed())).toBe(13);
  });
});

describe("trace", () => {
  test("trace logs a text and as many numbers as it is told", () => {
    trace("t");
    trace("t", 1, 0.5);
    trace("t", 5, 1, 2, 3, 4, 5);
    expect(readLogs()).toBe("0: t\n0: t 0.5\n0: t 1.0, 2.0, 3.0, 4.0, 5.0");
  });
});
