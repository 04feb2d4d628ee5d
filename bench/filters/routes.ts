import {
  FilterHeadersStatus,
  HttpContext,
  LocalResponse,
  regexSet,
  registerHttpContext,
} from "proxy-wasm-as";

const ROUTES = regexSet([
  "^/$",
  "^/health$",
  "^/metrics$",
  "^/login$",
  "^/logout$",
  "^/static/.*\\.(css|js|png)$",
  "^/api/v1/users$",
  "^/api/v1/users/[0-9]+$",
  "^/api/v1/users/[0-9]+/orders$",
  "^/api/v1/users/[0-9]+/orders/[0-9a-f-]+$",
  "^/api/v1/teams/[a-z0-9-]+/members$",
  "^/api/v1/search$",
  "^/api/v2/users/[0-9]+$",
  "^/api/v2/users/[0-9]+/orders$",
  "^/api/v[0-9]+/status$",
  "^/admin(/|$)",
  "^/blog/[0-9]{4}/[0-9]{2}/[a-z0-9-]+$",
  "^/download/[^/]+/(latest|v[0-9.]+)$",
  "^/images/.+\\.(jpg|webp)$",
  "^/docs/.*$",
]);

/** Names the first pattern that a path matches in a header. */
class Routes extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const headers = this.request.headers;
    const path = headers.get(":path");
    const route = path != null ? ROUTES.first(path) : -1;
    if (route < 0) {
      this.sendLocalResponse(new LocalResponse(404));
      return FilterHeadersStatus.StopIteration;
    }
    headers.set("x-found", route.toString());
    return FilterHeadersStatus.Continue;
  }
}

registerHttpContext<Routes>("routes");
