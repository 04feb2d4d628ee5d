import {
  HttpContext,
  HttpContextOf,
  FilterHeadersStatus,
  JsonModel,
  PluginContext,
  range,
  registerRootContext,
  required,
} from "proxy-wasm-as";

class Settings extends JsonModel {
  @required
  name: string = "";
  @range(1, 3)
  level: u32 = 2;
}

class Plugin extends PluginContext<Settings> {
  createHttpContext(): HttpContext {
    return new Named();
  }
}

class Named extends HttpContextOf<Plugin> {
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.response.headers.set("x-name", this.plugin.settings.name);
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext<Plugin>("named");
