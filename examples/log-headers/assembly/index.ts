import {
  FilterHeadersStatus,
  HeaderMap,
  HttpContext,
  log,
  registerHttpContext,
} from "proxy-wasm-as";

class LogHeaders extends HttpContext {
  override onRequestHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    this.logAll("->", this.request.headers);
    return FilterHeadersStatus.Continue;
  }

  override onResponseHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    this.logAll("<-", this.response.headers);
    return FilterHeadersStatus.Continue;
  }

  override onLog(): void {
    log.info(`#${this.id} completed.`);
  }

  private logAll(arrow: string, headers: HeaderMap): void {
    const entries = headers.entries();
    for (let i = 0; i < entries.length; i++) {
      log.info(`#${this.id} ${arrow} ${entries.name(i)}: ${entries.value(i)}`);
    }
  }
}

registerHttpContext<LogHeaders>("log_headers");
