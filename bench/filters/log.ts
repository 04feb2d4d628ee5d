import {
  FilterHeadersStatus,
  HttpContext,
  log,
  registerHttpContext,
} from "proxy-wasm-as";

/** Logs each request's path. */
class LogPath extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const path = this.request.headers.get(":path");
    if (path != null) log.info("request path: " + path);
    return FilterHeadersStatus.Continue;
  }
}

registerHttpContext<LogPath>("log");
