import {
  Cookies,
  FilterHeadersStatus,
  HttpContext,
  HttpContextOf,
  JsonModel,
  PluginContext,
  range,
  registerRootContext,
  SameSite,
  SetCookie,
} from "proxy-wasm-as";

const ONE_DAY = 86_400;

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
    if (choice == null) choice = Cookies.of(headers).get("canary");
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
      const cookie = new SetCookie(
        "canary",
        this.isCanary ? "always" : "never",
      );
      cookie.path = "/";
      cookie.maxAge = ONE_DAY;
      cookie.sameSite = SameSite.Lax;
      cookie.appendTo(headers);
    }
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext<Plugin>("canary");
