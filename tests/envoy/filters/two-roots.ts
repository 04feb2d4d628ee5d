import {
  FilterHeadersStatus,
  HttpContext,
  registerRootContext,
  RootContext,
} from "proxy-wasm-as";

class Plugin extends RootContext {
  seen: i32 = 0;
  constructor(readonly header: string) {
    super();
  }
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class First extends Plugin {
  constructor() {
    super("x-first");
  }
}

class Second extends Plugin {
  constructor() {
    super("x-second");
  }
}

class Stream extends HttpContext {
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const plugin = this.root as Plugin;
    plugin.seen++;
    const value = plugin.configuration.text() + " " + plugin.seen.toString();
    this.response.headers.append(plugin.header, value);
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext<First>("first");
registerRootContext<Second>("second");
