import {
  FilterHeadersStatus,
  HttpContext,
  log,
  LogLevel,
  registerHttpContext,
} from "proxy-wasm-as";

class LogLevels extends HttpContext {
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    log.trace("level trace");
    log.debug("level debug");
    log.info("level info");
    log.warn("level warn");
    log.error("level error");
    log.critical("level critical");
    const debug = log.isEnabled(LogLevel.Debug);
    this.response.headers.set("x-debug", debug.toString());
    return FilterHeadersStatus.Continue;
  }
}

registerHttpContext<LogLevels>("log_levels");
