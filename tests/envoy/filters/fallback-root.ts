import {
  FilterHeadersStatus,
  HttpContext,
  registerHttpContext,
} from "proxy-wasm-as";

class Named extends HttpContext {
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.response.headers.set("x-root", "named");
    return FilterHeadersStatus.Continue;
  }
}

class Fallback extends HttpContext {
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.response.headers.set("x-root", "fallback");
    return FilterHeadersStatus.Continue;
  }
}

registerHttpContext<Named>("named");
registerHttpContext<Fallback>();
