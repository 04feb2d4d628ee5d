import {
  BodyView,
  callForeignFunction,
  Counter,
  DnsAnswer,
  FilterDataStatus,
  FilterHeadersStatus,
  FilterStatus,
  FilterTrailersStatus,
  getProperty,
  getPropertyBytes,
  GrpcCall,
  GrpcStatus,
  GrpcStream,
  Histogram,
  HeaderMap,
  HttpCall,
  HttpContext,
  LocalResponse,
  log,
  properties,
  registerRootContext,
  RootContext,
  SharedData,
  SharedQueue,
  StatsUpdate,
  Status,
  StreamContext,
} from "proxy-wasm-as";
import { bytesOf, textOf } from "./bytes";

/** A plugin that does what its configuration and the path of a request ask for. */
class Plugin extends RootContext {
  readonly requests: Counter = new Counter("requests");
  readonly pathLengths: Histogram = new Histogram("path_lengths");
  ticks: i32 = 0;

  onConfigure(): bool {
    const text = this.configuration.text();
    if (text == "trap") throw new Error("as configured");
    if (text == "queue") SharedQueue.register("events");
    if (text == "tick") this.setTickPeriod(1_000);
    return text != "refuse";
  }

  onTick(): void {
    this.ticks++;
    log.warn(`tick ${this.ticks} at ${Date.now()}`);
  }

  onQueueReady(queueId: u32): void {
    const item = SharedQueue.of(queueId).dequeue();
    log.warn("item " + textOrNone(item));
  }

  /** Called where the plugin is an access logger. */
  onLog(): void {
    const path = this.request.headers.get(":path");
    if (path == "/log-trap") throw new Error("on purpose");
    log.warn(`${textOrNone(path)} ${properties.response.codeOr(0)}`);
  }

  /** Called where the plugin is a stats sink. */
  onStatsUpdate(stats: StatsUpdate): void {
    const counters = stats.counters;
    for (let i = 0; i < counters.length; i++) {
      const value = `${counters.value(i)} +${counters.delta(i)}`;
      log.warn(`counter ${counters.name(i)} ${value}`);
    }
    const gauges = stats.gauges;
    for (let i = 0; i < gauges.length; i++) {
      log.warn(`gauge ${gauges.name(i)} ${gauges.value(i)}`);
    }
  }

  onResolveDns(name: string, answer: DnsAnswer | null): void {
    const found = answer == null ? "none" : answer.address(0);
    const ttl = answer == null ? 0 : answer.ttl(0);
    log.warn(`${name} is ${found} for ${ttl} s`);
  }

  onForeignFunction(functionId: u32, data: Uint8Array): void {
    log.warn(`function ${functionId} ${textOf(data)}`);
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
    if (path == "/impatient") this.call();
    if (path == "/grpc") return this.callGrpc();
    if (path == "/chat") return this.chat();
    if (path == "/queue") {
      const queue = SharedQueue.resolve("other", "events");
      if (queue != null) queue.enqueue("ü");
    }
    if (path == "/dns") (<Plugin>this.root).resolveDns("ex.test");
    if (path == "/shared") {
      const seen = textOrNone(SharedData.get("é"));
      SharedData.set("é", seen + "!");
    }
    if (path == "/foreign") {
      const result = callForeignFunction("mine", bytesOf("é"));
      const answer = `${<i32>result.status} ${result.text()}`;
      this.request.headers.set("answer", answer);
    }
    if (path == "/route") {
      const route = getProperty(["xds", "route_name"]);
      this.request.headers.set("route", route == null ? "none" : route);
    }
    if (path == "/labels") this.readMetadata();
    if (path == "/team") {
      this.request.headers.set("team", process.env.get("TEAM") ?? "none");
    }
    return FilterHeadersStatus.Continue;
  }

  private readMetadata(): void {
    const headers = this.request.headers;
    const metadata = ["xds", "node", "metadata"];
    const labels = getPropertyBytes(metadata.concat(["LABELS"]));
    const zones = getPropertyBytes(metadata.concat(["zones"]));
    if (labels != null) headers.set("labels", labels.length.toString());
    if (zones != null) headers.set("zones", zones.length.toString());
    const app = getProperty(metadata.concat(["LABELS", "app"]));
    const zone = getProperty(metadata.concat(["zones", "1"]));
    if (app != null) headers.set("app", app);
    if (zone != null) headers.set("zone", zone);
  }

  /** Waits for the response to a call and reports it to the upstream. */
  private call(): FilterHeadersStatus {
    const status = new HttpCall("other")
      .method("POST")
      .path("/ask")
      .header("x-a", "é")
      .text("quéstion")
      .trailer("x-t", "ü")
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

  /** Waits for the response to a gRPC call and reports it to the upstream. */
  private callGrpc(): FilterHeadersStatus {
    new GrpcCall("other", "test.Auth", "Check")
      .metadata("x-a", "é")
      .metadata("x-b", "2")
      .message(bytesOf("quéstion"))
      .timeout(500)
      .send<Stream>(this, (self, response) => {
        const answer = `${<i32>response.status} ${response.message} ${response.body.text()}`;
        self.request.headers.set("answer", answer);
        self.continueRequest();
      });
    return FilterHeadersStatus.StopAllIterationAndWatermark;
  }

  /** Answers each message of a server until it says goodbye. */
  private chat(): FilterHeadersStatus {
    const stream = new GrpcStream("other", "test.Chat", "Talk").metadata(
      "a",
      "é",
    );
    stream.open(this);
    stream.send(bytesOf("hello"));
    return FilterHeadersStatus.StopAllIterationAndWatermark;
  }

  onGrpcStreamInitialMetadata(stream: GrpcStream, metadata: HeaderMap): void {
    log.warn("initial " + textOrNone(metadata.get("x-a")));
  }

  onGrpcStreamMessage(stream: GrpcStream, message: BodyView): void {
    const text = message.text();
    stream.send(bytesOf("to " + text), text == "bye");
  }

  onGrpcStreamTrailingMetadata(stream: GrpcStream, metadata: HeaderMap): void {
    log.warn("trailing " + textOrNone(metadata.get("x-t")));
  }

  onGrpcStreamClose(
    stream: GrpcStream,
    status: GrpcStatus,
    message: string,
  ): void {
    log.warn(`closed ${<i32>status} ${message}`);
    this.continueRequest();
  }

  onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    if (!endOfStream) return FilterDataStatus.StopIterationAndBuffer;
    this.request.body.set(this.request.body.text().toUpperCase());
    return FilterDataStatus.Continue;
  }

  onResponseTrailers(count: i32): FilterTrailersStatus {
    this.response.trailers.set("seen", count.toString());
    return FilterTrailersStatus.Continue;
  }
}

class Connection extends StreamContext {
  onDownstreamData(size: i32, endOfStream: bool): FilterStatus {
    this.downstream.append("!");
    return FilterStatus.Continue;
  }
}

function textOrNone(text: string | null): string {
  return text == null ? "none" : text;
}

registerRootContext<Plugin>("plugin");
