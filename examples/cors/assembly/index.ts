import {
  FilterHeadersStatus,
  HttpContext,
  HttpContextOf,
  JsonModel,
  LocalResponse,
  PluginContext,
  registerRootContext,
  required,
} from "proxy-wasm-as";

class Settings extends JsonModel {
  /** The origins that may read responses; `*` is any. */
  @required
  origins: string[] = [];
}

class Plugin extends PluginContext<Settings> {
  /** What a response to an origin allows; `null` where the origin may not read it. */
  allowed(origin: string | null): string | null {
    if (origin == null || origin.length == 0) return null;
    if (this.settings.origins.includes("*")) return "*";
    return this.settings.origins.includes(origin) ? origin : null;
  }

  override createHttpContext(): HttpContext {
    return new Cors();
  }
}

class Cors extends HttpContextOf<Plugin> {
  private allowed: string | null = null;

  override onRequestHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    const headers = this.request.headers;
    this.allowed = this.plugin.allowed(headers.get("origin"));
    const method = headers.get("access-control-request-method");
    if (this.allowed == null || method == null) {
      return FilterHeadersStatus.Continue;
    }
    if (headers.get(":method") != "OPTIONS") {
      return FilterHeadersStatus.Continue;
    }
    const answer = new LocalResponse(204)
      .header("access-control-allow-methods", method)
      .header("access-control-max-age", "86400");
    const names = headers.get("access-control-request-headers");
    if (names != null) answer.header("access-control-allow-headers", names);
    this.sendLocalResponse(answer);
    return FilterHeadersStatus.StopIteration;
  }

  /** Called for the answer to a preflight, too. */
  override onResponseHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    const headers = this.response.headers;
    headers.append("vary", "Origin");
    const allowed = this.allowed;
    if (allowed != null) headers.set("access-control-allow-origin", allowed);
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext<Plugin>("cors");
