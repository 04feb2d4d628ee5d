import {
  FilterHeadersStatus,
  HttpContext,
  HttpContextOf,
  JsonModel,
  PluginContext,
  range,
  registerRootContext,
  required,
} from "proxy-wasm-as";

class Nested extends JsonModel {
  one: i32 = 1;
  two: i32 = 2;
}

class Settings extends JsonModel {
  @required
  name: string = "";
  @range(1, 9)
  level: i32 = 1;
  nested: Nested = new Nested();
  list: i32[] = [];
}

class Plugin extends PluginContext<Settings> {
  createHttpContext(): HttpContext {
    return new Routed();
  }
}

/** Tells the settings of a request's route. */
class Routed extends HttpContextOf<Plugin> {
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const settings = this.plugin.routeSettings("test", "settings");
    const nested = settings.nested;
    this.response.headers.set(
      "x-settings",
      `${settings.name} ${settings.level} ${nested.one} ${nested.two} ${settings.list.join("/")}`,
    );
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext<Plugin>("routed");
