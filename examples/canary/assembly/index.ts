import {
  FilterHeadersStatus,
  HttpContext,
  HttpContextOf,
  JsonModel,
  PluginContext,
  range,
  registerRootContext,
} from "proxy-wasm-as";
import { cookie } from "./cookie";

const ONE_DAY = "; Path=/; Max-Age=86400; SameSite=Lax";

class Settings extends JsonModel {
  /** How many requests of a hundred go to the canary. */
  @range(0, 100)
  weight: f64 = 50;
}

class Plugin extends PluginContext<Settings> {
  /** Rolls the dice for a request that nothing else decides. */
  takes(): bool {
    return Math.random() * 100 < this.settings.weight;
  }

  override createHttpContext(): HttpContext {
    return new Canary();
  }
}

class Canary extends HttpContextOf<Plugin> {
  private isCanary: bool = false;
  private isNew: bool = false;

  private get variant(): string {
    return this.isCanary ? "canary" : "primary";
  }

  override onRequestHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    const headers = this.request.headers;
    let choice = headers.get("x-canary");
    if (choice == null) choice = cookie(headers.get("cookie"), "canary");
    this.isNew = choice == null || (choice != "always" && choice != "never");
    this.isCanary = this.isNew ? this.plugin.takes() : choice == "always";
    headers.set("x-variant", this.variant);
    const authority = headers.get(":authority");
    if (this.isCanary && authority != null) {
      headers.set(":authority", authority + "-canary");
    }
    return FilterHeadersStatus.Continue;
  }

  override onResponseHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    const headers = this.response.headers;
    headers.set("x-variant", this.variant);
    if (this.isNew) {
      const choice = this.isCanary ? "always" : "never";
      headers.append("set-cookie", "canary=" + choice + ONE_DAY);
    }
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext<Plugin>("canary");
