import {
  FilterHeadersStatus,
  HttpContext,
  log,
  registerHttpContext,
  SharedData,
  Status,
} from "proxy-wasm-as";

const KEY = "shared_data_key";

class CasCounter extends HttpContext {
  override onRequestHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    const value = increment();
    if (value > 0) log.info(`shared value: ${value}`);
    else log.warn("shared value: not counted");
    return FilterHeadersStatus.Continue;
  }
}

/** Adds 1 to the value that all workers share; returns it, or 0 where it cannot. */
function increment(): u64 {
  for (let attempt = 0; attempt < 100; attempt++) {
    const old = SharedData.read(KEY);
    const value = old == null ? 1 : U64.parseInt(old.text()) + 1;
    const status =
      old == null
        ? SharedData.create(KEY, value.toString())
        : SharedData.compareAndSet(KEY, value.toString(), old.cas);
    if (status == Status.Ok) return value;
    // Another worker was first: count on from what it has written.
    if (status != Status.CasMismatch) break;
  }
  return 0;
}

registerHttpContext<CasCounter>("cas_counter");
