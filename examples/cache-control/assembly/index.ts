import {
  FilterHeadersStatus,
  HttpContext,
  HttpContextOf,
  log,
  PluginContext,
  registerRootContext,
} from "proxy-wasm-as";
import { Policy } from "./policy";

class Plugin extends PluginContext<Policy> {
  override createHttpContext(): HttpContext {
    return new CacheControl();
  }
}

class CacheControl extends HttpContextOf<Plugin> {
  private path: string = "";

  override onRequestHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    const path = this.request.headers.get(":path");
    if (path != null) this.path = path;
    return FilterHeadersStatus.Continue;
  }

  override onResponseHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    const headers = this.response.headers;
    const status = I32.parseInt(headers.get(":status") ?? "");
    // Says that a cache may go on with what it has: under the rule that came with it.
    if (status == 304) return FilterHeadersStatus.Continue;
    const type = headers.get("content-type") ?? "";
    const rule = this.plugin.settings.ruleFor(status, this.path, type);
    headers.set("cache-control", rule.cacheControl);
    if (rule.vary.length > 0) headers.append("vary", rule.vary);
    log.info(`Cache-Control: ${rule.cacheControl} (content-type: ${type})`);
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext<Plugin>("cache_control");
