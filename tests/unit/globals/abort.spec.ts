import { abort, writeAbort } from "proxy-wasm-as/assembly/globals/abort";
import { callCount, readLogs, reset } from "../test-host";

const room = heap.alloc(1 << 20);

function written(
  message: string,
  file: string,
  line: u32,
  column: u32,
): string {
  const size = writeAbort(message, file, line, column, room);
  return String.UTF8.decodeUnsafe(room, size);
}

beforeEach(() => reset());

describe("writeAbort", () => {
  test("writeAbort writes the message and the place", () => {
    expect(written("Oh no", "assembly/index.ts", 12, 3)).toBe(
      "Oh no at assembly/index.ts:12:3",
    );
  });

  test("writeAbort writes numbers of every length", () => {
    expect(written("", "", 0, 9)).toBe(" at :0:9");
    expect(written("", "", 10, 99)).toBe(" at :10:99");
    expect(written("", "", 1_234_567_890, 100)).toBe(" at :1234567890:100");
    expect(written("", "", u32.MAX_VALUE, u32.MAX_VALUE)).toBe(
      " at :4294967295:4294967295",
    );
  });

  test("writeAbort writes UTF-8", () => {
    const lone = String.fromCharCode(0xd800);
    expect(written("é\u{1f4a9}" + lone, "ü.ts", 1, 2)).toBe(
      "é\u{1f4a9}\ufffd at ü.ts:1:2",
    );
  });

  test("writeAbort writes a long message whole", () => {
    const long = "\uffff".repeat(100_000);
    expect(written(long, "a.ts", 1, 2) == long + " at a.ts:1:2").toBe(true);
  });
});

describe("abort", () => {
  test("abort logs one critical line and traps", () => {
    expect(() => abort("Oh é", "a.ts", 1, 2)).toThrow();
    expect(readLogs()).toBe("5: Oh é at a.ts:1:2");
    expect(callCount("proxy_log")).toBe(1);
    expect(callCount("proxy_get_log_level")).toBe(0);
  });

  test("abort logs a line of its own where there is no message", () => {
    expect(() => abort(null, "a.ts", 1, 2)).toThrow();
    expect(readLogs()).toBe("5: Aborted at a.ts:1:2");
  });

  test("abort has room for the largest of each part", () => {
    expect(() => {
      const max = u32.MAX_VALUE;
      abort("\uffff".repeat(100_000), "\uffff".repeat(1_000), max, max);
    }).toThrow();
    const size = 3 + 100_000 + 4 + 1_000 + 22;
    expect(readLogs().length).toBe(size);
  });
});
