import {
  FilterHeadersStatus,
  HttpContext,
  registerRootContext,
  RootContext,
} from "proxy-wasm-as";

/** Takes a response header's value from its configuration. */
class Plugin extends RootContext {
  greeting: string = "world";

  onConfigure(): bool {
    const text = this.configuration.text();
    if (text.length > 0) this.greeting = text;
    return true;
  }

  createHttpContext(): HttpContext {
    return new AddHeader(this.greeting);
  }
}

/** Adds the header; keeps its value. */
class AddHeader extends HttpContext {
  constructor(private readonly greeting: string) {
    super();
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.response.headers.set("hello", this.greeting);
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext<Plugin>("add_header");
