import {
  Counter,
  FilterDataStatus,
  FilterHeadersStatus,
  FilterStatus,
  getProperty,
  Histogram,
  HttpCall,
  HttpContext,
  LocalResponse,
  log,
  registerRootContext,
  RootContext,
  Status,
  StreamContext,
} from "proxy-wasm-as";

/** A plugin that does what its configuration and the path say. */
class Plugin extends RootContext {
  readonly requests: Counter = new Counter("requests");
  readonly pathLengths: Histogram = new Histogram("path_lengths");
  ticks: i32 = 0;

  onConfigure(): bool {
    const text = this.configuration.text();
    if (text == "trap") throw new Error("as configured");
    if (text == "tick") this.setTickPeriod(1_000);
    return text != "refuse";
  }

  onTick(): void {
    this.ticks++;
    log.warn(`tick ${this.ticks} at ${Date.now()}`);
  }

  createHttpContext(): HttpContext | null {
    return this.configuration.text() == "tcp" ? null : new Stream();
  }

  createStreamContext(): StreamContext {
    return new Connection();
  }
}

class Stream extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const path = this.request.headers.get(":path");
    (<Plugin>this.root).requests.increment();
    (<Plugin>this.root).pathLengths.record(path!.length);
    log.debug("path " + path!);
    if (path == "/trap") throw new Error("on purpose");
    if (path == "/no") {
      this.sendLocalResponse(new LocalResponse(403).text("nö").details("no"));
      return FilterHeadersStatus.StopIteration;
    }
    if (path == "/call") return this.call();
    if (path == "/route") {
      const route = getProperty(["xds", "route_name"]);
      this.request.headers.set("route", route == null ? "none" : route);
    }
    if (path == "/team") {
      this.request.headers.set("team", process.env.get("TEAM"));
    }
    return FilterHeadersStatus.Continue;
  }

  /** Waits for the answer to a call, and tells the upstream of it. */
  private call(): FilterHeadersStatus {
    const status = new HttpCall("other")
      .method("POST")
      .path("/ask")
      .header("x-a", "é")
      .text("quéstion")
      .timeout(1_000)
      .send<Stream>(this, (self, response) => {
        const answer = `${response.status} ${response.body.text()}`;
        self.request.headers.set("answer", answer);
        self.continueRequest();
      });
    return status == Status.Ok
      ? FilterHeadersStatus.StopAllIterationAndWatermark
      : FilterHeadersStatus.Continue;
  }

  onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    if (!endOfStream) return FilterDataStatus.StopIterationAndBuffer;
    this.request.body.set(this.request.body.text().toUpperCase());
    return FilterDataStatus.Continue;
  }

  onResponseTrailers(count: i32): i32 {
    this.response.trailers.set("seen", count.toString());
    return 0;
  }
}

class Connection extends StreamContext {
  onDownstreamData(size: i32, endOfStream: bool): FilterStatus {
    this.downstream.append("!");
    return FilterStatus.Continue;
  }
}

registerRootContext<Plugin>("plugin");
