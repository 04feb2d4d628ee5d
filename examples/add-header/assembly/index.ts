import {
  FilterHeadersStatus,
  HttpContext,
  log,
  registerRootContext,
  RootContext,
} from "proxy-wasm-as";

class Plugin extends RootContext {
  greeting: string = "world";

  override onConfigure(): bool {
    const text = this.configuration.text();
    if (text.length > 0) this.greeting = text;
    log.info("saying hello: " + this.greeting);
    return true;
  }

  override createHttpContext(): HttpContext {
    return new AddHeader(this.greeting);
  }
}

class AddHeader extends HttpContext {
  constructor(private readonly greeting: string) {
    super();
  }

  override onResponseHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    this.response.headers.set("hello", this.greeting);
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext<Plugin>("add_header");
