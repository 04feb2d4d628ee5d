import {
  FilterHeadersStatus,
  HttpContext,
  LocalResponse,
  log,
  properties,
  registerHttpContext,
} from "proxy-wasm-as";

const NAMESPACE = "envoy.filters.http.wasm";

class RouteAuth extends HttpContext {
  override onRequestHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    const auth = properties.xds.routeMetadata(NAMESPACE, "auth");
    if (auth == null) {
      log.info("no auth header for route");
      return FilterHeadersStatus.Continue;
    }
    log.info('auth header is "' + auth + '"');
    if (this.request.headers.has(auth)) return FilterHeadersStatus.Continue;
    this.sendLocalResponse(new LocalResponse(401));
    return FilterHeadersStatus.StopIteration;
  }

  override onDone(): bool {
    log.info(this.id.toString() + " finished");
    return true;
  }
}

registerHttpContext<RouteAuth>("route_auth");
