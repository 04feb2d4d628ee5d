import {
  FilterHeadersStatus,
  HttpContext,
  registerHttpContext,
} from "proxy-wasm-as";

/** Closes its stream, which ABI 0.1.0 cannot do. */
class Closes extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.closeRequest();
    return FilterHeadersStatus.StopIteration;
  }
}

registerHttpContext<Closes>("closes");
