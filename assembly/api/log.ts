import { proxy_get_log_level, proxy_log } from "../abi/env";
import { LogLevel, Status } from "../abi/enums";
import { outAddress, outU32 } from "../abi/memory";
import { scratch } from "../abi/scratch";
import { isInCallback } from "../abi/entry-depth";
import { encode, encodedRoom } from "../abi/utf8";
import { ABI, ABI_0_2_0 } from "../abi/version";

/**
 * Writes to the proxy's log, one line a call.
 *
 * A change of the proxy's level (in Envoy, `POST /logging?wasm=debug`) counts at
 * once. For trace and debug the proxy is asked at each call, and a line below its
 * level is neither encoded nor sent; from info on, lines are sent, and the proxy
 * drops what is below. An argument is built before the call, as everywhere: put a
 * costly one behind `isEnabled`. May be called in every callback and in module
 * scope, where every line is sent.
 *
 * ```ts
 * log.info("started");
 * if (log.isEnabled(LogLevel.Debug)) {
 *   log.debug("headers: " + this.request.headers.size.toString());
 * }
 * ```
 */
export class log {
  /** Logs a step, for following one request. */
  static trace(message: string): void {
    log.write(LogLevel.Trace, message);
  }

  /** Logs what helps to find a fault. */
  static debug(message: string): void {
    log.write(LogLevel.Debug, message);
  }

  /** Logs what an operator wants to see. */
  static info(message: string): void {
    log.write(LogLevel.Info, message);
  }

  /** Logs something odd that the filter coped with. */
  static warn(message: string): void {
    log.write(LogLevel.Warn, message);
  }

  /** Logs something that failed. */
  static error(message: string): void {
    log.write(LogLevel.Error, message);
  }

  /** Logs that the filter cannot go on. */
  static critical(message: string): void {
    log.write(LogLevel.Critical, message);
  }

  /** Logs at a level that is computed. */
  static write(level: LogLevel, message: string): void {
    // To ask costs as much as to send a line that the proxy then drops.
    if (level < LogLevel.Info && !log.isEnabled(level)) return;
    const at = scratch(encodedRoom(message));
    proxy_log(level, at, encode(message, at));
  }

  /** Tells whether the proxy would write a line of this level. */
  static isEnabled(level: LogLevel): bool {
    return level >= askLevel();
  }
}

/**
 * Returns the lowest level that the proxy logs, `LogLevel.Off` where its log is off.
 *
 * To decide on one line, ask `log.isEnabled`. In module scope, and where the proxy
 * does not tell, it is `LogLevel.Trace`: every line is sent. A build for an ABI
 * before 0.2.1 cannot ask, and refuses to compile it.
 *
 * ```ts
 * if (logLevel() <= LogLevel.Debug) log.debug("a costly line");
 * ```
 */
export function logLevel(): LogLevel {
  if (ABI <= ABI_0_2_0) {
    ERROR("ABI 0.2.0 does not tell the log level: build for 0.2.1.");
  }
  return askLevel();
}

/** The proxy's level, Trace where it cannot be asked. */
function askLevel(): LogLevel {
  // The host refuses every call but proxy_log while the module starts, and before
  // ABI 0.2.1 it does not tell its level: it drops what is below it itself.
  if (ABI <= ABI_0_2_0 || !isInCallback()) return LogLevel.Trace;
  const out = outAddress();
  return proxy_get_log_level(out) == Status.Ok
    ? <LogLevel>outU32()
    : LogLevel.Trace;
}
