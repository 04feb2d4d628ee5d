import {
  FilterHeadersStatus,
  FilterStatus,
  HttpContext,
  log,
  PeerType,
  registerRootContext,
  RootContext,
  StreamContext,
} from "proxy-wasm-as";

const TICK_MILLISECONDS = 5;

/** Serves both HTTP streams and TCP connections. */
class Plugin extends RootContext {
  readonly waiting: Connection[] = [];

  onConfigure(): bool {
    this.setTickPeriod(TICK_MILLISECONDS);
    return true;
  }

  createHttpContext(): HttpContext {
    return new Stream();
  }

  createStreamContext(): StreamContext {
    return new Connection();
  }

  onTick(): void {
    while (this.waiting.length > 0) this.waiting.shift().onWaited();
  }
}

class Stream extends HttpContext {
  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.response.headers.set("x-kind", "http");
    return FilterHeadersStatus.Continue;
  }
}

/** Does what the data begins with, in both directions. */
class Connection extends StreamContext {
  private wait: string = "";

  onNewConnection(): FilterStatus {
    log.info("new connection");
    return FilterStatus.Continue;
  }

  onDownstreamData(size: i32, endOfStream: bool): FilterStatus {
    const data = this.downstream;
    log.info(`downstream ${size} ${data.size} ${endOfStream}`);
    const text = data.text();
    if (text.startsWith("edit")) {
      data.replace(1, 2, "EXCHANGE");
      data.prepend("<");
      data.append(">");
      log.info("edited " + data.text() + " " + data.read(1, 3).toString());
    }
    if (text.startsWith("hold") && !text.endsWith("go")) {
      return FilterStatus.StopIteration;
    }
    if (text.startsWith("close")) this.close(text);
    if (text.startsWith("wait")) {
      this.wait = text.slice(4);
      (this.root as Plugin).waiting.push(this);
      return FilterStatus.StopIteration;
    }
    return FilterStatus.Continue;
  }

  onUpstreamData(size: i32, endOfStream: bool): FilterStatus {
    const data = this.upstream;
    log.info(`upstream ${size} ${data.size} ${endOfStream}`);
    const text = data.text();
    if (text.startsWith("<e")) data.set("[" + text + "]");
    if (text.startsWith("answer")) this.close(text.slice(6));
    if (text.startsWith("pause")) {
      this.wait = text.slice(5);
      (this.root as Plugin).waiting.push(this);
      return FilterStatus.StopIteration;
    }
    return FilterStatus.Continue;
  }

  onDownstreamConnectionClose(peer: PeerType): void {
    log.info(`downstream closed ${peer}`);
  }

  onUpstreamConnectionClose(peer: PeerType): void {
    log.info(`upstream closed ${peer}`);
  }

  onWaited(): void {
    if (this.wait == "down") log.info(`status ${this.continueDownstream()}`);
    else if (this.wait == "up") log.info(`status ${this.continueUpstream()}`);
    else this.close(this.wait);
  }

  onDone(): bool {
    log.info(`done ${this.closeDownstream()}`);
    return true;
  }

  onLog(): void {
    log.info("log");
  }

  onDelete(): void {
    log.info("delete");
  }

  private close(text: string): void {
    if (text == "closeDown") log.info(`status ${this.closeDownstream()}`);
    if (text == "closeUp") log.info(`status ${this.closeUpstream()}`);
  }
}

registerRootContext<Plugin>("tcp");
