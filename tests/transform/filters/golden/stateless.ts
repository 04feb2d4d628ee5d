// Sets a header: it keeps nothing, allocates nothing and sends nothing.
import {
  FilterHeadersStatus,
  HttpContext,
  registerHttpContext,
} from "proxy-wasm-as";

class Stateless extends HttpContext {
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.response.headers.set("hello", "world");
    return FilterHeadersStatus.Continue;
  }
}

registerHttpContext<Stateless>("stateless");
