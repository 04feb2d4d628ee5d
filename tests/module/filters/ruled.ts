import {
  FilterHeadersStatus,
  HttpContext,
  HttpContextOf,
  JsonModel,
  PluginContext,
  range,
  registerRootContext,
  required,
  SettingsRules,
} from "proxy-wasm-as";

class Nested extends JsonModel {
  one: i32 = 1;
  two: i32 = 2;
}

/** Has settings for some requests. */
class Settings extends JsonModel {
  /** Other settings for some requests. */
  rules: SettingsRules<Settings> = new SettingsRules<Settings>();
  /** The name. */
  @required
  name: string = "";
  @range(1, 9)
  level: i32 = 1;
  nested: Nested = new Nested();
  other: Nested | null = null;
  list: i32[] = [];
}

class Plugin extends PluginContext<Settings> {
  createHttpContext(): HttpContext {
    return new Ruled();
  }
}

/** Tells the settings of a request. */
class Ruled extends HttpContextOf<Plugin> {
  private name: string = "";

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const settings = this.plugin.requestSettings();
    this.name = settings.name;
    this.request.headers.set("x-settings", told(settings));
    this.request.headers.set(
      "x-route-settings",
      told(this.plugin.routeSettings("test", "settings")),
    );
    return FilterHeadersStatus.Continue;
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.response.headers.set("x-name", this.name);
    return FilterHeadersStatus.Continue;
  }
}

function told(settings: Settings): string {
  const nested = settings.nested;
  const other = settings.other;
  const list = settings.list.join("/");
  const last = other == null ? "" : ` ${other.one} ${other.two}`;
  return `${settings.name} ${settings.level} ${nested.one} ${nested.two} ${list}${last}`;
}

registerRootContext<Plugin>("ruled");
