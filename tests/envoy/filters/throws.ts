import {
  FilterHeadersStatus,
  HttpContext,
  registerHttpContext,
} from "proxy-wasm-as";

class Throws extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    if (this.request.headers.get(":path") == "/throw") {
      throw new Error("Cannot serve /throw: it is made to fail");
    }
    return FilterHeadersStatus.Continue;
  }
}

registerHttpContext<Throws>("throws");
