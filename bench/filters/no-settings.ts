import {
  FilterHeadersStatus,
  HttpContext,
  HttpContextOf,
  registerRootContext,
  RootContext,
} from "proxy-wasm-as";

class Settings {
  cluster: string = "";
  limit: u32 = 1;
  rate: u32 = 1;
  strict: bool = false;
  timeout: u32 = 5;
  exempt: string[] = [];
}

class Plugin extends RootContext {
  readonly settings: Settings = new Settings();

  createHttpContext(): HttpContext {
    return new Hello();
  }
}

/** Needs all settings. */
class Hello extends HttpContextOf<Plugin> {
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const settings = this.plugin.settings;
    const isLarge = settings.limit > 5 && settings.rate > 1;
    if (settings.strict && isLarge && settings.exempt.length > 2) {
      if (settings.timeout > 2) {
        this.response.headers.set(settings.cluster, "world");
      }
    }
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext<Plugin>("hello");
