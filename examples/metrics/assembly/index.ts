import {
  Counter,
  FilterHeadersStatus,
  HttpContext,
  HttpContextOf,
  JsonModel,
  PluginContext,
  registerRootContext,
  required,
} from "proxy-wasm-as";

class Settings extends JsonModel {
  /** The values of the header that are counted, each by itself. */
  @required
  values: string[] = [];
}

class Plugin extends PluginContext<Settings> {
  private readonly counters: Map<string, Counter> = new Map<string, Counter>();
  private readonly others: Counter = counterOf("other");

  override onSettings(): bool {
    const values = this.settings.values;
    for (let i = 0; i < values.length; i++) {
      this.counters.set(values[i], counterOf(values[i]));
    }
    return true;
  }

  // A counter for whatever a client sends would fill the proxy's memory.
  counterFor(value: string): Counter {
    return this.counters.has(value) ? this.counters.get(value) : this.others;
  }

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
    if (value != null) this.plugin.counterFor(value).increment();
    return FilterHeadersStatus.Continue;
  }
}

/** The tags are those that `stats_tags` in envoy.yaml finds in the name. */
function counterOf(value: string): Counter {
  return new Counter(
    `custom_header_value_counts_value=${value}_reporter=proxywasmas`,
  );
}

registerRootContext<Plugin>("metrics");
