/** Timers of plugins, of streams and of connections, beside ticks and code that waits. */
import {
  FilterHeadersStatus,
  FilterStatus,
  HttpContext,
  HttpContextOf,
  HttpHandler,
  LocalResponse,
  log,
  registerHttpHandler,
  registerRootContext,
  registerStreamContext,
  RootContext,
  setInterval,
  setTimeout,
  sleep,
  StreamContext,
  Timer,
} from "proxy-wasm-as";

class Plugin extends RootContext {
  fast: i32 = 0;
  slow: i32 = 0;
  own: i32 = 0;
  onConfigure(): bool {
    setInterval<Plugin>(this, (self) => self.countFast(), 20);
    setInterval<Plugin>(this, (self) => self.countSlow(), 50);
    this.setTickPeriod(30);
    return true;
  }
  countFast(): void {
    this.fast++;
  }
  countSlow(): void {
    this.slow++;
  }
  onTick(): void {
    this.own++;
  }
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContextOf<Plugin> {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const path = this.request.headers.get(":path");
    if (path == "/delay") {
      setTimeout<Stream>(this, (self) => self.goOn(), 30);
    } else if (path == "/limit") {
      setTimeout<Stream>(this, (self) => self.giveUp(), 30);
    } else if (path == "/gone") {
      setTimeout<Stream>(this, (self) => log.error("a stream is back"), 20);
      setTimeout<Plugin>(this.plugin, (self) => log.info("20 ms later"), 25);
      return FilterHeadersStatus.Continue;
    } else if (path != null && path.startsWith("/say/")) {
      const word = path.substring(5);
      setTimeout<Stream>(this, (self) => self.say(word), 30);
    } else {
      const plugin = this.plugin;
      this.sendLocalResponse(
        new LocalResponse(200).text(
          `${plugin.fast} ${plugin.slow} ${plugin.own}`,
        ),
      );
    }
    return FilterHeadersStatus.StopAllIterationAndWatermark;
  }
  goOn(): void {
    const path = this.request.headers.get(":path");
    this.request.headers.set("x-timer", path == null ? "none" : path);
    this.continueRequest();
  }
  say(word: string): void {
    this.sendLocalResponse(new LocalResponse(200).text(word));
  }
  giveUp(): void {
    this.sendLocalResponse(new LocalResponse(408));
  }
}

/** Waits, and has a timer beside. */
class Waits extends HttpHandler {
  called: i32 = 0;
  onRequest(): void {
    const timer = setInterval<Waits>(this, (self) => self.count(), 10);
    sleep(45);
    timer.cancel();
    const called = this.called;
    sleep(30);
    this.respond(new LocalResponse(200).text(`${called} ${this.called}`));
  }
  count(): void {
    this.called++;
  }
}

/** Closes a connection that says nothing. */
class Idle extends StreamContext {
  timer: Timer | null = null;
  onNewConnection(): FilterStatus {
    this.timer = setTimeout<Idle>(
      this,
      (self) => {
        self.closeDownstream();
      },
      60,
    );
    return FilterStatus.Continue;
  }
  onDownstreamData(size: i32, endOfStream: bool): FilterStatus {
    const timer = this.timer;
    if (timer != null) timer.refresh();
    return FilterStatus.Continue;
  }
}

registerRootContext<Plugin>("plugin");
registerHttpHandler<Waits>("waits");
registerStreamContext<Idle>("idle");
