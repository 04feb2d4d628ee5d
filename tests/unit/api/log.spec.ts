import { LogLevel } from "proxy-wasm-as/assembly/abi/enums";
import { isInCallback } from "proxy-wasm-as/assembly/abi/entry-depth";
import {
  beginEntry,
  endEntry,
} from "proxy-wasm-as/assembly/runtime/host-entry";
import { log, logLevel } from "proxy-wasm-as/assembly/api/log";
import { callCount, readLogs, refuse, reset, setLogLevel } from "../test-host";

/** Logs a line at each level, as from a callback. */
function logAll(): void {
  beginEntry();
  log.trace("t");
  log.debug("d");
  log.info("i");
  log.warn("w");
  log.error("e");
  log.critical("c");
  endEntry();
}

function isEnabledInTurn(level: LogLevel): bool {
  beginEntry();
  const enabled = log.isEnabled(level);
  endEntry();
  return enabled;
}

beforeEach(() => reset());

describe("log", () => {
  test("log sends each level with its number", () => {
    setLogLevel(LogLevel.Trace);
    logAll();
    expect(readLogs()).toBe("0: t\n1: d\n2: i\n3: w\n4: e\n5: c");
  });

  test("log sends only what is at the proxy's level and above", () => {
    const lines = ["0: t\n", "1: d\n", "2: i\n", "3: w\n", "4: e\n", "5: c\n"];
    for (let level = 0; level <= 6; level++) {
      reset();
      setLogLevel(level);
      logAll();
      expect(readLogs()).toBe(lines.slice(level).join("").trimEnd());
    }
  });

  test("log asks for the level at each trace and debug line, as it may change", () => {
    setLogLevel(LogLevel.Error);
    logAll();
    expect(callCount("proxy_get_log_level")).toBe(2);
    setLogLevel(LogLevel.Debug);
    logAll();
    expect(readLogs()).toBe("4: e\n5: c\n1: d\n2: i\n3: w\n4: e\n5: c");
  });

  test("log sends a line from info on without a question, and lets the proxy drop it", () => {
    setLogLevel(LogLevel.Off);
    logAll();
    expect(readLogs()).toBe("");
    expect(callCount("proxy_log")).toBe(4);
    expect(callCount("proxy_get_log_level")).toBe(2);
  });

  test("log sends every line in module scope and does not ask for the level", () => {
    expect(isInCallback()).toBe(false);
    log.trace("module scope");
    expect(readLogs()).toBe("0: module scope");
    setLogLevel(6);
    log.trace("module scope");
    expect(callCount("proxy_log")).toBe(2);
    expect(callCount("proxy_get_log_level")).toBe(0);
  });

  test("log sends a line where the proxy does not tell its level", () => {
    setLogLevel(6);
    refuse("proxy_get_log_level", 12);
    beginEntry();
    log.debug("sent");
    endEntry();
    expect(callCount("proxy_log")).toBe(1);
  });

  test("log sends UTF-8, an empty line, and a long one whole", () => {
    const long = "é".repeat(100_000);
    log.info("");
    log.info("\u{1f4a9}" + String.fromCharCode(0xd800));
    log.info(long);
    expect(readLogs() == "2: \n2: \u{1f4a9}\ufffd\n2: " + long).toBe(true);
  });

  test("log.write logs at a computed level", () => {
    log.write(<LogLevel>(1 + 2), "computed");
    expect(readLogs()).toBe("3: computed");
  });
});

describe("log.isEnabled", () => {
  test("log.isEnabled compares with the proxy's level", () => {
    setLogLevel(LogLevel.Info);
    expect(isEnabledInTurn(LogLevel.Debug)).toBe(false);
    expect(isEnabledInTurn(LogLevel.Info)).toBe(true);
    expect(isEnabledInTurn(LogLevel.Warn)).toBe(true);
  });

  test("log.isEnabled is false for all levels where the log is off", () => {
    setLogLevel(6);
    expect(isEnabledInTurn(LogLevel.Critical)).toBe(false);
  });
});

function levelInTurn(): LogLevel {
  beginEntry();
  const level = logLevel();
  endEntry();
  return level;
}

describe("logLevel", () => {
  test("logLevel is the proxy's level, Off where its log is off", () => {
    setLogLevel(3);
    expect(levelInTurn()).toBe(LogLevel.Warn);
    setLogLevel(6);
    expect(levelInTurn()).toBe(LogLevel.Off);
  });

  test("logLevel is Trace where the proxy does not tell, and in module scope", () => {
    setLogLevel(3);
    expect(logLevel()).toBe(LogLevel.Trace);
    expect(callCount("proxy_get_log_level")).toBe(0);
    refuse("proxy_get_log_level", 10);
    expect(levelInTurn()).toBe(LogLevel.Trace);
  });
});
