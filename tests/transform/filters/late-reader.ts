import {
  FilterHeadersStatus,
  HttpContext,
  registerHttpContext,
  RootContext,
} from "proxy-wasm-as";

class LateReader extends HttpContext {
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const text = (this.root as RootContext).configuration.text();
    this.response.headers.set("x-configuration", text);
    return FilterHeadersStatus.Continue;
  }
}

registerHttpContext<LateReader>("late_reader");
