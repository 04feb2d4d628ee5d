import {
  FilterHeadersStatus,
  HttpContext,
  log,
  registerHttpContext,
  SharedCounter,
} from "proxy-wasm-as";

/** All workers count on it, by compare and set. */
const counter = new SharedCounter("shared_data_key");

class CasCounter extends HttpContext {
  override onRequestHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    const value = counter.add();
    if (value > 0) log.info(`shared value: ${value}`);
    else log.warn(`shared value: not counted, status ${counter.status}`);
    return FilterHeadersStatus.Continue;
  }
}

registerHttpContext<CasCounter>("cas_counter");
