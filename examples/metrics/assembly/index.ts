import {
  CounterFamily,
  FilterHeadersStatus,
  HttpContext,
  HttpContextOf,
  JsonModel,
  PluginContext,
  registerRootContext,
  required,
} from "proxy-wasm-as";

const counts = new CounterFamily("custom_header_value_counts", [
  "value",
  "reporter",
]);

class Settings extends JsonModel {
  /** The values of the header that are counted, each by itself. */
  @required
  values: string[] = [];
}

class Plugin extends PluginContext<Settings> {
  override createHttpContext(): HttpContext {
    return new Metrics();
  }
}

class Metrics extends HttpContextOf<Plugin> {
  override onRequestHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    const value = this.request.headers.get("my-custom-header");
    if (value != null) this.count(value);
    return FilterHeadersStatus.Continue;
  }

  // Whatever a client sends must not take the place of a value that counts.
  private count(value: string): void {
    const isKnown = this.plugin.settings.values.includes(value);
    counts.labels(isKnown ? value : "other", "proxywasmas").increment();
  }
}

registerRootContext<Plugin>("metrics");
