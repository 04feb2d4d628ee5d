import {
  Baggage,
  clearRouteCache,
  FilterHeadersStatus,
  HttpContext,
  registerHttpContext,
  setProperty,
} from "proxy-wasm-as";

class LaneRouter extends HttpContext {
  override onRequestHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    const headers = this.request.headers;
    let lane = headers.get("x-lane");
    if (lane == null) {
      lane = Baggage.of(headers).get("lane");
      if (lane == null) return FilterHeadersStatus.Continue;
      headers.set("x-lane", lane);
    }
    setProperty(["lane"], lane);
    // Envoy chooses again by itself for a header, but not for a property.
    clearRouteCache();
    return FilterHeadersStatus.Continue;
  }
}

registerHttpContext<LaneRouter>("lane_router");
