import {
  FilterHeadersStatus,
  Histogram,
  HttpContext,
  registerHttpContext,
  Stopwatch,
} from "proxy-wasm-as";

const responseTime = new Histogram("response_time_ms");

class ResponseTime extends HttpContext {
  private watch: Stopwatch | null = null;

  override onRequestHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    this.watch = new Stopwatch();
    return FilterHeadersStatus.Continue;
  }

  override onLog(): void {
    // A filter in front of this one may have answered: then there is none.
    const watch = this.watch;
    if (watch != null) watch.record(responseTime);
  }
}

registerHttpContext<ResponseTime>("response_time");
