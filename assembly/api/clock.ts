import { Status } from "../abi/enums";
import { outAddress, outU64 } from "../abi/memory";
import { clock_time_get } from "../abi/wasi_snapshot_preview1";

const REALTIME = 0;
const MONOTONIC = 1;

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
