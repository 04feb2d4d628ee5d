import {
  FilterHeadersStatus,
  HttpContext,
  registerRootContext,
  RootContext,
} from "proxy-wasm-as";

class Plugin extends RootContext {
  private prefixes: string[] = [];

  override onConfigure(): bool {
    const prefixes = this.configuration.text().toLowerCase().split(",");
    for (let i = 0; i < prefixes.length; i++) {
      const prefix = prefixes[i].trim();
      if (prefix.length > 0) this.prefixes.push(prefix);
    }
    return true;
  }

  /** Tells whether a header is to be removed; `:status` never is. */
  removes(name: string): bool {
    if (name.startsWith(":")) return false;
    for (let i = 0; i < this.prefixes.length; i++) {
      if (name.startsWith(this.prefixes[i])) return true;
    }
    return false;
  }

  override createHttpContext(): HttpContext {
    return new RemoveHeaders();
  }
}

class RemoveHeaders extends HttpContext {
  override onResponseHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    const plugin = this.root as Plugin;
    const entries = this.response.headers.entries();
    for (let i = 0; i < entries.length; i++) {
      const name = entries.name(i);
      if (plugin.removes(name)) this.response.headers.delete(name);
    }
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext<Plugin>("remove_headers");
