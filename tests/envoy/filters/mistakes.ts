import {
  FilterHeadersStatus,
  HttpCall,
  HttpContext,
  log,
  registerRootContext,
  RootContext,
} from "proxy-wasm-as";

/** Does what is easily got wrong, as its configuration and the path ask for. */
class Plugin extends RootContext {
  onConfigure(): bool {
    const text = this.configuration.text();
    log.info("configured with " + text);
    if (text == "trap") this.trap("in onConfigure");
    if (text == "refused") log.error("no such key: refused");
    if (text == "tick") this.setTickPeriod(20);
    return text != "refused" && text != "silent";
  }

  onTick(): void {
    log.warn("tick");
    this.setTickPeriod(0);
  }

  trap(where: string): void {
    throw new Error("Cannot go on: it is made to fail " + where);
  }

  createHttpContext(): HttpContext {
    return new Mistakes();
  }
}

class Mistakes extends HttpContext {
  path: string = "";

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const path = this.request.headers.get(":path");
    if (path != null) this.path = path;
    log.debug("asked for " + this.path);
    if (this.path == "/hang") return FilterHeadersStatus.StopIteration;
    if (this.path == "/trap") (<Plugin>this.root).trap("on /trap");
    if (this.path == "/call") {
      new HttpCall("nope")
        .path("/")
        .send<Mistakes>(this, (self, response) => {});
    }
    return FilterHeadersStatus.Continue;
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    if (this.path == "/late") this.request.headers.set("late", "1");
    if (this.path == "/hold") return FilterHeadersStatus.StopIteration;
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext<Plugin>("mistakes");
