import {
  FilterHeadersStatus,
  GrpcCall,
  GrpcCallResponse,
  HttpContext,
  log,
  registerHttpContext,
  Status,
} from "proxy-wasm-as";

/** Calls the method that the request's path names, and reports the answer. */
class Stream extends HttpContext {
  private notes: string[] = [];
  private call: GrpcCall | null = null;

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const path = this.header(":path");
    if (path == "/refused") this.refused();
    if (!path.startsWith("/call/")) return FilterHeadersStatus.Continue;
    const call = new GrpcCall(
      this.header("x-cluster"),
      "test.Unary",
      path.slice(6),
    )
      .metadata("x-meta", "data")
      .message(bytesOf("question"));
    if (this.header("x-target") != "") call.target(targetOf("grpc"));
    if (this.header("x-forever") != "") call.timeout(0);
    else call.timeout(200);
    let status: Status;
    if (this.header("x-dispatch") != "") {
      this.call = call;
      status = call.dispatch(this);
    } else {
      status = call.send<Stream>(this, (self, response) => {
        self.answer(response);
      });
    }
    this.notes.push("sent: " + status.toString());
    return status == Status.Ok
      ? FilterHeadersStatus.StopIteration
      : FilterHeadersStatus.Continue;
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.response.headers.set("x-report", this.notes.join("; "));
    return FilterHeadersStatus.Continue;
  }

  onGrpcCallResponse(call: GrpcCall, response: GrpcCallResponse): void {
    this.notes.push((call == this.call).toString());
    this.answer(response);
  }

  private answer(response: GrpcCallResponse): void {
    log.info("answered " + response.status.toString());
    this.notes.push(response.status.toString());
    this.notes.push(response.message);
    this.notes.push(response.details);
    this.notes.push("late: " + response.isTimeout.toString());
    this.notes.push(response.body.text());
    this.notes.push(response.body.size.toString());
    // The waiting stream is active.
    this.notes.push(this.header(":path"));
    this.continueRequest();
  }

  private refused(): void {
    this.attempt(new GrpcCall("", "test.Unary", "Say"));
    this.attempt(new GrpcCall("unknown", "test.Unary", "Say"));
    // Envoy would read this name as a message without a target, and crash.
    this.attempt(new GrpcCall("empty", "test.Unary", "Say"));
    const call = new GrpcCall("grpc", "test.Unary", "Say");
    this.attempt(call.target(bytesOf("empty")));
    const again = new GrpcCall("grpc", "test.Unary", "Say");
    this.attempt(again.metadata("x", "a\r\nb: c"));
  }

  private attempt(call: GrpcCall): void {
    const status = call.send<Stream>(this, (self, response) => {
      log.error("a refused call was answered");
    });
    this.notes.push(status.toString());
  }

  private header(name: string): string {
    const value = this.request.headers.get(name);
    return value == null ? "" : value;
  }
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.wrap(String.UTF8.encode(text));
}

/** A GrpcService with an authority: `envoy_grpc { cluster_name authority }`. */
function targetOf(cluster: string): Uint8Array {
  const name = String.fromCharCode(cluster.length) + cluster;
  const inner = "\n" + name + "\x12\x0bexample.org";
  return bytesOf("\n" + String.fromCharCode(inner.length) + inner);
}

registerHttpContext<Stream>("grpc_call");
