import { log } from "../api/log";
import { monotonicNanoseconds } from "../api/clock";
import "./inspect";

// Pinned, and without its type: a global of a Map's type would bring the code of
// Map into every module, also into those that time nothing.
let started: usize = 0;

function timers(): Map<string, u64> {
  if (started == 0) {
    started = __pin(changetype<usize>(new Map<string, u64>()));
  }
  return changetype<Map<string, u64>>(started);
}

/**
 * Replaces `console`: writes to the proxy's log. `log`, `debug`, `info`, `warn` and `error`
 * take any number of values of any type: the transform makes one text of them.
 */
export class console {
  /** Logs an error where a condition does not hold. */
  static assert<T>(condition: T, message: string = ""): void {
    if (!condition) log.error("Assertion failed: " + message);
  }

  /** Logs at level Info. */
  static log(message: string = ""): void {
    log.info(message);
  }

  /** Logs at level Debug. */
  static debug(message: string = ""): void {
    log.debug(message);
  }

  /** Logs at level Info. */
  static info(message: string = ""): void {
    log.info(message);
  }

  /** Logs at level Warn. */
  static warn(message: string = ""): void {
    log.warn(message);
  }

  /** Logs at level Error. */
  static error(message: string = ""): void {
    log.error(message);
  }

  /** Starts a timer. */
  static time(label: string = "default"): void {
    timers().set(label, monotonicNanoseconds());
  }

  /** Logs a timer that runs; one that does not is a warning. */
  static timeLog(label: string = "default"): void {
    if (!timers().has(label)) {
      log.warn("No such timer: " + label);
      return;
    }
    const start = timers().get(label);
    // A host that calls back while it is asked may end the timer.
    const taken = monotonicNanoseconds() - start;
    log.info(label + ": " + (<f64>taken / 1e6).toString() + "ms");
  }

  /** Logs a timer that runs, and ends it. */
  static timeEnd(label: string = "default"): void {
    console.timeLog(label);
    timers().delete(label);
  }
}
