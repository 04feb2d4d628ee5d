import { monotonicNanoseconds, realtimeNanoseconds } from "../api/clock";
import { Environment, readEnvironment } from "../api/environment";

// Pinned, and without its type: a global of its type would bring the code of Map into
// every module, also into those that read no environment.
let environment: usize = 0;

/**
 * Replaces `process`, as far as a filter can have one: it has no
 * arguments and no standard streams, and cannot end the proxy.
 */
export class process {
  /** What the module was compiled for. */
  static get arch(): string {
    return "wasm32";
  }

  /** What the module was compiled for. */
  static get platform(): string {
    return "wasm";
  }

  /**
   * The environment variables that the VM's configuration passes on; `get` answers
   * `null` for one that is not among them.
   */
  static get env(): Environment {
    if (environment == 0) {
      environment = __pin(changetype<usize>(readEnvironment()));
    }
    return changetype<Environment>(environment);
  }

  /** Returns the time since 1970 in milliseconds. */
  static time(): i64 {
    return <i64>(realtimeNanoseconds() / 1_000_000);
  }

  /** Returns a time that never goes back, in nanoseconds. */
  static hrtime(): u64 {
    return monotonicNanoseconds();
  }
}
