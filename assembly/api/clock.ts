import { Status } from "../abi/enums";
import { outAddress, outU64 } from "../abi/memory";
import { proxy_get_current_time_nanoseconds } from "../abi/env";
import { clock_time_get } from "../abi/wasi_snapshot_preview1";

const REALTIME = 0;
const MONOTONIC = 1;

/**
 * Returns the time since 1970 in nanoseconds, by the proxy's own function; 0 where
 * the proxy gives none. `Date.now()` is the same in milliseconds, by WASI's clock.
 * May be called in every callback.
 *
 * ```ts
 * const start = currentTimeNanoseconds();
 * log.info("took " + (currentTimeNanoseconds() - start).toString() + " ns");
 * ```
 */
export function currentTimeNanoseconds(): u64 {
  const out = outAddress();
  const status = proxy_get_current_time_nanoseconds(out);
  return status == Status.Ok ? outU64() : 0;
}

/** Returns the time since 1970 in nanoseconds; 0 where the proxy gives none. */
export function realtimeNanoseconds(): u64 {
  return read(REALTIME);
}

/** Returns a time that never goes back, in nanoseconds; 0 where the proxy gives none. */
export function monotonicNanoseconds(): u64 {
  return read(MONOTONIC);
}

function read(clock: i32): u64 {
  const out = outAddress();
  return clock_time_get(clock, 1, out) == Status.Ok ? outU64() : 0;
}
