import {
  FilterHeadersStatus,
  HttpContext,
  registerHttpContext,
} from "proxy-wasm-as";

/** Adds a response header; keeps nothing. */
class AddHeader extends HttpContext {
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.response.headers.set("hello", "world");
    return FilterHeadersStatus.Continue;
  }
}

registerHttpContext<AddHeader>("add_header");
