import {
  FilterHeadersStatus,
  HttpContext,
  log,
  registerRootContext,
  RootContext,
  Status,
  StreamContext,
} from "proxy-wasm-as";

/** Logs its callbacks, as the text of its configuration says. */
class Plugin extends RootContext {
  seen: i32 = 0;
  private deferred: bool = false;

  onVmStart(): bool {
    const vm = this.vmConfiguration.text();
    this.say("vm start " + vm);
    return vm != "refuse";
  }

  onConfigure(): bool {
    this.say("configure in " + this.vmConfiguration.text());
    this.say("done too early is " + this.done().toString());
    if (this.text == "ticks") {
      this.say("period is " + this.setTickPeriod(10).toString());
    }
    return this.text != "reject";
  }

  onTick(): void {
    if (this.deferred) {
      this.say("done is " + this.done().toString());
      this.deferred = false;
      return;
    }
    // Stops after three, so that a test sees that it stopped.
    this.say("tick " + (++this.seen).toString());
    if (this.seen == 3) this.setTickPeriod(0);
  }

  onDone(): bool {
    this.say("done");
    if (this.text != "defer") return true;
    this.deferred = true;
    return this.setTickPeriod(10) != Status.Ok;
  }

  onLog(): void {
    this.say("log");
  }

  onDelete(): void {
    this.say("delete");
  }

  createHttpContext(): HttpContext | null {
    return this.text == "tcp" ? null : new Stream();
  }

  createStreamContext(): StreamContext {
    return new Connection();
  }

  get text(): string {
    return this.configuration.text();
  }

  say(what: string): void {
    log.info(this.text + ": " + what);
  }
}

class Stream extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const plugin = this.root as Plugin;
    plugin.say("request in " + plugin.vmConfiguration.text());
    if (this.request.headers.get(":path") == "/tick") {
      plugin.say("period is " + plugin.setTickPeriod(10).toString());
    }
    return FilterHeadersStatus.Continue;
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const plugin = this.root as Plugin;
    plugin.seen++;
    const value = plugin.text + " " + plugin.seen.toString();
    this.response.headers.append("x-plugin", value);
    return FilterHeadersStatus.Continue;
  }

  onDone(): bool {
    (this.root as Plugin).say("stream done");
    return true;
  }

  onLog(): void {
    const path = this.request.headers.get(":path");
    const status = this.response.headers.get(":status");
    const what = (path == null ? "" : path) + (status == null ? "" : status);
    const change = this.response.headers.set("a", "b").toString();
    (this.root as Plugin).say("stream log " + what + " change " + change);
  }

  onDelete(): void {
    (this.root as Plugin).say("stream delete");
  }
}

class Connection extends StreamContext {
  onDone(): bool {
    (this.root as Plugin).say("connection done");
    return true;
  }

  onLog(): void {
    (this.root as Plugin).say("connection log");
  }

  onDelete(): void {
    (this.root as Plugin).say("connection delete");
  }
}

registerRootContext<Plugin>("lifecycle");
registerRootContext<Plugin>("other");
