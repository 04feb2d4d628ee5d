import {
  FilterHeadersStatus,
  HttpContext,
  registerHttpContext,
} from "proxy-wasm-as";

class Vectors extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    // Older proxies do not compile vectors at all.
    const counts = i32x4.splat(count);
    return i32x4.all_true(counts)
      ? FilterHeadersStatus.Continue
      : FilterHeadersStatus.StopIteration;
  }
}

registerHttpContext<Vectors>("simd");
