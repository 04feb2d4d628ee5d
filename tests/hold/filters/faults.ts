import {
  BodyView,
  DnsAnswer,
  FilterDataStatus,
  FilterHeadersStatus,
  FilterMetadataStatus,
  FilterStatus,
  FilterTrailersStatus,
  GrpcStatus,
  GrpcStream,
  HeaderMap,
  HttpCall,
  HttpContext,
  LocalResponse,
  PeerType,
  registerRootContext,
  RootContext,
  SharedData,
  SharedQueue,
  StatsUpdate,
  StreamContext,
} from "proxy-wasm-as";

/** The callback that throws as it is called next. */
let armed: string = "";

function reach(callback: string): void {
  if (armed == callback) throw new Error("Cannot go on: told to trap");
}

class Plugin extends RootContext {
  private queue: SharedQueue | null = null;

  onVmStart(): bool {
    if (this.vmConfiguration.text() == "start") armed = "start";
    reach("start");
    return true;
  }

  onConfigure(): bool {
    if (this.configuration.text() == "configure") armed = "configure";
    reach("configure");
    this.queue = SharedQueue.register("events");
    this.setTickPeriod(20);
    return true;
  }

  createHttpContext(): HttpContext {
    reach("create");
    return new Stream();
  }

  createStreamContext(): StreamContext {
    reach("create-connection");
    return new Connection();
  }

  onTick(): void {
    reach("tick");
  }

  onQueueReady(queueId: u32): void {
    reach("queue-ready");
    SharedQueue.of(queueId).dequeueBytes();
  }

  onResolveDns(name: string, answer: DnsAnswer | null): void {
    reach("resolve-dns");
  }

  enqueue(): void {
    const queue = this.queue;
    if (queue != null) queue.enqueue("event");
  }
}

/** Does what its path says; the rest of it is the request's identity. */
class Stream extends HttpContext {
  private path: string = "";

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.path = this.request.headers.get(":path")!;
    const path = this.path;
    if (path.startsWith("/arm/")) {
      armed = path.slice(5);
      // The VM of a stats sink is another one, of the main thread.
      SharedData.set("armed", armed);
      this.sendLocalResponse(new LocalResponse(200));
      return FilterHeadersStatus.StopIteration;
    }
    if (path.startsWith("/wait/")) {
      new HttpCall("upstream")
        .path("/call" + path)
        .send<Stream>(this, (self, answer) => {
          self.request.headers.set("x-answer", answer.body.text());
          self.continueRequest();
        });
      return FilterHeadersStatus.StopAllIterationAndWatermark;
    }
    if (path.startsWith("/victim")) {
      reach("request-headers");
      if (armed == "http-call") {
        new HttpCall("upstream")
          .path("/now")
          .send<Stream>(this, (self, answer) => {
            reach("http-call");
          });
        return FilterHeadersStatus.StopAllIterationAndWatermark;
      }
      if (armed.startsWith("grpc")) {
        new GrpcStream("grpc", "test.Stream", "Talk").open(this);
        return FilterHeadersStatus.StopAllIterationAndWatermark;
      }
      if (armed == "queue-ready") (this.root as Plugin).enqueue();
      if (armed == "resolve-dns") (this.root as Plugin).resolveDns("localhost");
    }
    return FilterHeadersStatus.Continue;
  }

  onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
    reach("request-body");
    return FilterDataStatus.Continue;
  }

  onRequestMetadata(count: i32): FilterMetadataStatus {
    reach("request-metadata");
    return FilterMetadataStatus.Continue;
  }

  onResponseMetadata(count: i32): FilterMetadataStatus {
    reach("response-metadata");
    return FilterMetadataStatus.Continue;
  }

  onRequestTrailers(count: i32): FilterTrailersStatus {
    reach("request-trailers");
    return FilterTrailersStatus.Continue;
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    if (this.path.startsWith("/victim")) reach("response-headers");
    this.response.headers.set("x-own", this.path);
    return FilterHeadersStatus.Continue;
  }

  onResponseBody(size: i32, endOfStream: bool): FilterDataStatus {
    reach("response-body");
    return FilterDataStatus.Continue;
  }

  onResponseTrailers(count: i32): FilterTrailersStatus {
    reach("response-trailers");
    return FilterTrailersStatus.Continue;
  }

  onGrpcStreamInitialMetadata(stream: GrpcStream, metadata: HeaderMap): void {
    reach("grpc-initial-metadata");
  }

  onGrpcStreamMessage(stream: GrpcStream, message: BodyView): void {
    reach("grpc-message");
  }

  onGrpcStreamTrailingMetadata(stream: GrpcStream, metadata: HeaderMap): void {
    reach("grpc-trailing-metadata");
  }

  onGrpcStreamClose(
    stream: GrpcStream,
    status: GrpcStatus,
    message: string,
  ): void {
    reach("grpc-close");
  }

  onLog(): void {
    if (this.path.startsWith("/victim")) reach("log");
  }

  onDone(): bool {
    if (this.path.startsWith("/victim")) reach("done");
    return true;
  }

  onDelete(): void {
    if (this.path.startsWith("/victim")) reach("delete");
  }
}

/** Counts nothing; it is there to trap. */
class Sink extends RootContext {
  onStatsUpdate(stats: StatsUpdate): void {
    const name = SharedData.get("armed");
    if (name != null) armed = name;
    reach("stats-update");
  }
}

class Connection extends StreamContext {
  onNewConnection(): FilterStatus {
    reach("new-connection");
    return FilterStatus.Continue;
  }

  onDownstreamData(size: i32, endOfStream: bool): FilterStatus {
    reach("downstream-data");
    return FilterStatus.Continue;
  }

  onUpstreamData(size: i32, endOfStream: bool): FilterStatus {
    reach("upstream-data");
    return FilterStatus.Continue;
  }

  onDownstreamConnectionClose(peer: PeerType): void {
    reach("downstream-close");
  }

  onUpstreamConnectionClose(peer: PeerType): void {
    reach("upstream-close");
  }
}

registerRootContext<Plugin>("faults");
registerRootContext<Sink>("sink");
