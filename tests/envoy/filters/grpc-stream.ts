import {
  BodyView,
  FilterHeadersStatus,
  GrpcStatus,
  GrpcStream,
  HeaderMap,
  HttpContext,
  log,
  registerHttpContext,
  Status,
} from "proxy-wasm-as";

/**
 * Opens a stream to the method in the request's path. For `/functions/…`, functions get
 * what arrives; for `/methods/…`, this context's methods do.
 */
class Stream extends HttpContext {
  private notes: string[] = [];

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const path = this.header(":path");
    if (path == "/refused") this.refused();
    if (path.startsWith("/functions/")) {
      return this.open(withFunctions(streamTo(path.slice(11))));
    }
    if (path.startsWith("/methods/")) return this.open(streamTo(path.slice(9)));
    return FilterHeadersStatus.Continue;
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.response.headers.set("x-report", this.notes.join("; "));
    return FilterHeadersStatus.Continue;
  }

  onGrpcStreamInitialMetadata(stream: GrpcStream, metadata: HeaderMap): void {
    this.note("initial", metadata.get("x-initial"));
  }

  onGrpcStreamMessage(stream: GrpcStream, message: BodyView): void {
    this.receive(stream, message);
  }

  onGrpcStreamTrailingMetadata(stream: GrpcStream, metadata: HeaderMap): void {
    this.note("trailing", metadata.get("x-trailing"));
  }

  onGrpcStreamClose(
    stream: GrpcStream,
    status: GrpcStatus,
    message: string,
  ): void {
    this.end(stream, status, message);
  }

  note(what: string, value: string | null): void {
    this.notes.push(what + " " + (value == null ? "null" : value));
  }

  receive(stream: GrpcStream, message: BodyView): void {
    const text = message.text();
    log.info("received " + text);
    this.note("message", text);
    if (text == "close") stream.close();
    if (text == "last") stream.send(bytesOf("last"), true);
    if (text == "cancel") {
      this.note("cancel", stream.cancel().toString());
      this.note("again", stream.cancel().toString());
      this.note("open", stream.isOpen.toString());
      this.continueRequest();
    }
  }

  end(stream: GrpcStream, status: GrpcStatus, message: string): void {
    log.info("closed " + status.toString());
    this.note("closed " + status.toString(), message);
    this.note("open", stream.isOpen.toString());
    this.note("send", stream.send(bytesOf("too late")).toString());
    this.note("close", stream.close().toString());
    this.note("path", this.header(":path"));
    this.continueRequest();
  }

  private open(stream: GrpcStream): FilterHeadersStatus {
    stream.metadata("x-meta", "data");
    const status = stream.open(this);
    this.note("opened", status.toString());
    if (status != Status.Ok) return FilterHeadersStatus.Continue;
    this.note("again", stream.open(this).toString());
    stream.send(bytesOf("one"));
    stream.send(bytesOf("two"));
    return FilterHeadersStatus.StopIteration;
  }

  private refused(): void {
    this.attempt(new GrpcStream("", "test.Stream", "Talk"));
    this.attempt(new GrpcStream("unknown", "test.Stream", "Talk"));
    this.attempt(new GrpcStream("empty", "test.Stream", "Talk"));
    this.attempt(streamTo("Talk").target(bytesOf("empty")));
    this.attempt(streamTo("Talk").metadata("x", "\n"));
  }

  private attempt(stream: GrpcStream): void {
    this.notes.push(withFunctions(stream).open(this).toString());
    this.notes.push(stream.isOpen.toString());
  }

  private header(name: string): string {
    const value = this.request.headers.get(name);
    return value == null ? "" : value;
  }
}

function streamTo(method: string): GrpcStream {
  return new GrpcStream("grpc", "test.Stream", method);
}

function withFunctions(stream: GrpcStream): GrpcStream {
  return stream
    .onInitialMetadata<Stream>((self, stream, metadata) => {
      self.note("initial function", metadata.get("x-initial"));
    })
    .onMessage<Stream>((self, stream, message) => {
      self.receive(stream, message);
    })
    .onTrailingMetadata<Stream>((self, stream, metadata) => {
      self.note("trailing function", metadata.get("x-trailing"));
    })
    .onClose<Stream>((self, stream, status, message) => {
      self.end(stream, status, message);
    });
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.wrap(String.UTF8.encode(text));
}

registerHttpContext<Stream>("grpc_stream");
