import {
  FilterHeadersStatus,
  HttpContext,
  registerHttpContext,
} from "proxy-wasm-as";

/** Reads the name and the value of each request header. */
class EachHeader extends HttpContext {
  private sum: i32 = 0;

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const entries = this.request.headers.entries();
    for (let i = 0; i < entries.length; i++) {
      this.sum += entries.name(i).length + entries.value(i).length;
    }
    return FilterHeadersStatus.Continue;
  }
}

registerHttpContext<EachHeader>("each_header");
