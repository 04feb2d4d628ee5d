import { monotonicNanoseconds, realtimeNanoseconds } from "../api/clock";
import { readEnvironment } from "../api/environment";

let environment: Map<string, string> | null = null;

/**
 * Takes the place of `process`, as far as a filter can have one: it has no
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

  /** The environment variables that the VM's configuration passes on. */
  static get env(): Map<string, string> {
    let variables = environment;
    if (variables == null) {
      variables = readEnvironment();
      environment = variables;
    }
    return variables;
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
