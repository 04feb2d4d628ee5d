import {
  Counter,
  FilterHeadersStatus,
  HttpContext,
  log,
  registerRootContext,
  RootContext,
} from "proxy-wasm-as";

class Plugin extends RootContext {
  private readonly counters: Map<string, Counter> = new Map<string, Counter>();
  private readonly others: Counter = counterOf("other");

  onConfigure(): bool {
    const json = this.configuration.json();
    let values: string[] | null = null;
    if (json != null) values = json.getTexts("values");
    if (values == null) {
      log.error('Configure what to count, such as {"values":["foo","bar"]}');
      return false;
    }
    for (let i = 0; i < values.length; i++) {
      this.counters.set(values[i], counterOf(values[i]));
    }
    return true;
  }

  // A counter for whatever a client sends would fill the proxy's memory.
  counterFor(value: string): Counter {
    return this.counters.has(value) ? this.counters.get(value) : this.others;
  }

  createHttpContext(): HttpContext {
    return new Metrics();
  }
}

class Metrics extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const value = this.request.headers.get("my-custom-header");
    if (value != null) (this.root as Plugin).counterFor(value).increment();
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
