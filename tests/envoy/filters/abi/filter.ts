import {
  clearRouteCache,
  FilterHeadersStatus,
  HttpContext,
  log,
  registerRootContext,
  RootContext,
} from "proxy-wasm-as";

let waiting: HttpContext[] = [];

class Plugin extends RootContext {
  greeting: string = "";

  onConfigure(): bool {
    this.greeting = this.configuration.text();
    this.setTickPeriod(1);
    return true;
  }

  onTick(): void {
    const streams = waiting;
    waiting = [];
    for (let i = 0; i < streams.length; i++) streams[i].continueRequest();
  }

  createHttpContext(): HttpContext {
    return new Stream(this.greeting);
  }
}

class Stream extends HttpContext {
  private seen: string = "";

  constructor(private readonly greeting: string) {
    super();
  }

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const headers = this.request.headers;
    const empty = headers.get("x-empty");
    const absent = headers.get("x-absent");
    this.seen =
      (empty == null ? "null" : "[" + empty + "]") +
      (absent == null ? "null" : "[" + absent + "]") +
      (endOfStream ? " end" : " more");
    this.seen += " " + clearRouteCache().toString();
    if (headers.get(":path") != "/wait") return FilterHeadersStatus.Continue;
    waiting.push(this);
    return FilterHeadersStatus.StopIteration;
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    log.info("a line");
    log.debug("a debug line");
    this.response.headers.set("x-seen", this.seen);
    this.response.headers.set("hello", this.greeting);
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext<Plugin>("abi");
