import {
  FilterDataStatus,
  FilterHeadersStatus,
  HttpContext,
  LocalResponse,
  log,
  registerHttpContext,
} from "proxy-wasm-as";

/** Keeps no state: one instance serves all streams. */
class Stateless extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const path = this.request.headers.get(":path");
    if (path == "/deny") {
      this.sendLocalResponse(new LocalResponse(403).text("denied"));
      return FilterHeadersStatus.StopIteration;
    }
    this.request.headers.set("x-path", path == null ? "none" : path);
    return FilterHeadersStatus.Continue;
  }

  onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    log.info("body of " + size.toString());
    return FilterDataStatus.Continue;
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.response.headers.set("x-stream", this.id.toString());
    return FilterHeadersStatus.Continue;
  }
}

registerHttpContext<Stateless>("stateless");
