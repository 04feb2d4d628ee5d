import {
  FilterHeadersStatus,
  HttpContext,
  HttpContextOf,
  JsonModel,
  PluginContext,
  registerRootContext,
} from "proxy-wasm-as";

class Settings extends JsonModel {
  label: string = "";
  limit: i32 = 0;
}

class Count {
  value: i32 = 0;
}

/** Keeps its count where the limit stays the same. */
class Plugin extends PluginContext<Settings> {
  count: Count = new Count();

  onSettings(): bool {
    const old = this.predecessor<Plugin>();
    if (old != null && old.settings.limit == this.settings.limit) {
      this.count = old.count;
    }
    return this.settings.label != "reject";
  }

  createHttpContext(): HttpContext {
    return new Stream();
  }
}

/** Is never the predecessor of the other class. */
class Other extends PluginContext<Settings> {
  createHttpContext(): HttpContext {
    return new HttpContext();
  }
}

class Stream extends HttpContextOf<Plugin> {
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const plugin = this.plugin;
    const value = (++plugin.count.value).toString();
    this.response.headers.set("x-plugin", `${plugin.settings.label} ${value}`);
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext<Plugin>("keeps");
registerRootContext<Other>("other");
