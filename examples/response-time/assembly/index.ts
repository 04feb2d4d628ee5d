import {
  FilterHeadersStatus,
  Histogram,
  HttpContext,
  registerHttpContext,
} from "proxy-wasm-as";

const responseTime = new Histogram("response_time_ms");

class ResponseTime extends HttpContext {
  private start: f64 = -1;

  override onRequestHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    this.start = performance.now();
    return FilterHeadersStatus.Continue;
  }

  override onLog(): void {
    // A filter in front of this one may have answered: then there is no start.
    if (this.start < 0) return;
    responseTime.record(<u64>nearest(performance.now() - this.start));
  }
}

registerHttpContext<ResponseTime>("response_time");
