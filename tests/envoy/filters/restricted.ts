import {
  currentTimeNanoseconds,
  FilterHeadersStatus,
  HttpContext,
  log,
  logLevel,
  randomBytes,
  registerRootContext,
  RootContext,
} from "proxy-wasm-as";

/** Uses what a proxy may restrict, and reports in the log and in headers. */
class Plugin extends RootContext {
  onConfigure(): bool {
    log.info("tick period: " + this.setTickPeriod(10).toString());
    const name = this.resolveDns("127.0.0.1");
    log.info("resolve: " + name.toString());
    return true;
  }

  onTick(): void {
    log.info("tick");
  }

  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const path = this.request.headers.get(":path");
    log.info("path: " + (path == null ? "null" : path));
    log.info("set: " + this.request.headers.set("x", "y").toString());
    log.info("size: " + this.request.headers.size.toString());
    log.info("level: " + logLevel().toString());
    log.info("time: " + currentTimeNanoseconds().toString());
    log.info("date: " + Date.now().toString());
    log.info("env: " + process.env.size.toString());
    log.info("bytes: " + (randomBytes(4) == null ? "null" : "some"));
    const random = Math.random();
    log.info("random: " + (random >= 0 && random < 1).toString());
    log.info("continue: " + this.continueRequest().toString());
    if (path == "/crypto") crypto.getRandomValues(new Uint8Array(4));
    return FilterHeadersStatus.Continue;
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.response.headers.set("x-response", "called");
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext<Plugin>("restricted");
