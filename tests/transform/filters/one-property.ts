import {
  FilterHeadersStatus,
  HttpContext,
  properties,
  registerHttpContext,
} from "proxy-wasm-as";

class OneProperty extends HttpContext {
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    return properties.response.codeOr(0) < 500
      ? FilterHeadersStatus.Continue
      : FilterHeadersStatus.StopIteration;
  }
}

registerHttpContext<OneProperty>("one");
