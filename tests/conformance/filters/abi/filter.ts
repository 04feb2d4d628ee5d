import {
  clearRouteCache,
  FilterHeadersStatus,
  HttpContext,
  registerRootContext,
  RootContext,
} from "proxy-wasm-as";

let waiting: HttpContext[] = [];

/** Uses what differs between the versions of the ABI. */
class Plugin extends RootContext {
  greeting: string = "";

  onConfigure(): bool {
    this.greeting = this.configuration.text();
    return true;
  }

  onTick(): void {
    const streams = waiting;
    waiting = [];
    this.setTickPeriod(0);
    for (let i = 0; i < streams.length; i++) streams[i].continueRequest();
  }

  createHttpContext(): HttpContext {
    return new Stream(this);
  }
}

class Stream extends HttpContext {
  private seen: string = "";

  constructor(private readonly owner: Plugin) {
    super();
  }

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const headers = this.request.headers;
    const empty = headers.get("x-empty");
    const absent = headers.get("x-absent");
    this.seen =
      (empty == null ? "null" : "[" + empty + "]") +
      (absent == null ? "null" : "[" + absent + "]") +
      (endOfStream ? " end" : " more") +
      ` cleared ${clearRouteCache()}`;
    if (headers.get(":path") != "/wait") return FilterHeadersStatus.Continue;
    waiting.push(this);
    this.owner.setTickPeriod(10);
    return FilterHeadersStatus.StopIteration;
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const headers = this.response.headers;
    headers.set("x-seen", this.seen + (endOfStream ? " end" : " more"));
    headers.set("hello", this.owner.greeting);
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext<Plugin>("abi");
