import {
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
      lane = laneOf(headers.getAll("baggage"));
      if (lane == null) return FilterHeadersStatus.Continue;
      headers.set("x-lane", lane);
    }
    setProperty(["lane"], lane);
    // Envoy chooses again by itself for a header, but not for a property.
    clearRouteCache();
    return FilterHeadersStatus.Continue;
  }
}

/** Returns the member `lane` of W3C's `baggage`, without its properties. */
function laneOf(baggage: string[]): string | null {
  const members = baggage.join(",").split(",");
  for (let i = 0; i < members.length; i++) {
    const member = members[i].split(";")[0].trim();
    if (member.startsWith("lane=")) return member.substring(5);
  }
  return null;
}

registerHttpContext<LaneRouter>("lane_router");
