import {
  FilterHeadersStatus,
  GrpcCall,
  GrpcStatus,
  HttpCall,
  HttpCallOutcome,
  HttpContext,
  HttpHandler,
  LocalResponse,
  registerHttpContext,
  registerHttpHandler,
  Status,
} from "proxy-wasm-as";

/** A call may take so long. */
const LIMIT: u32 = 2000;

/** Returns the cluster that a path such as `/cluster/mode/identity` begins with. */
function clusterOf(path: string): string {
  return path.split("/")[1];
}

function report(path: string, outcome: string, text: string): LocalResponse {
  return new LocalResponse(200).text(path + " " + outcome + " " + text);
}

function nameOf(outcome: HttpCallOutcome): string {
  if (outcome == HttpCallOutcome.Answered) return "answered";
  return outcome == HttpCallOutcome.Failed ? "failed" : "late";
}

class HttpCallbacks extends HttpContext {
  private path: string = "";

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const path = this.request.headers.get(":path")!;
    this.path = path;
    const status = new HttpCall(clusterOf(path))
      .path(path)
      .timeout(LIMIT)
      .send<HttpCallbacks>(this, (self, answer) => {
        const outcome = nameOf(answer.outcome);
        const isWhole = answer.outcome == HttpCallOutcome.Answered;
        const text = isWhole ? answer.body.text() : "";
        self.sendLocalResponse(report(self.path, outcome, text));
      });
    if (status != Status.Ok) {
      this.sendLocalResponse(report(path, "refused", ""));
    }
    return FilterHeadersStatus.StopAllIterationAndWatermark;
  }
}

class HttpWaits extends HttpHandler {
  onRequest(): void {
    const path = this.request.headers.get(":path")!;
    const answer = new HttpCall(clusterOf(path))
      .path(path)
      .timeout(LIMIT)
      .wait();
    const isWhole = answer.outcome == HttpCallOutcome.Answered;
    const text = isWhole ? answer.text() : "";
    this.respond(report(path, nameOf(answer.outcome), text));
  }
}

function callOf(path: string): GrpcCall {
  return new GrpcCall(clusterOf(path), "test.Service", "Method")
    .message(Uint8Array.wrap(String.UTF8.encode(path)))
    .timeout(LIMIT);
}

function grpcName(status: GrpcStatus, isTimeout: bool): string {
  if (status == GrpcStatus.Ok) return "answered";
  return isTimeout ? "late" : "failed";
}

class GrpcCallbacks extends HttpContext {
  private path: string = "";

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const path = this.request.headers.get(":path")!;
    this.path = path;
    const status = callOf(path).send<GrpcCallbacks>(this, (self, answer) => {
      const outcome = grpcName(answer.status, answer.isTimeout);
      const isWhole = answer.status == GrpcStatus.Ok;
      const text = isWhole ? answer.body.text() : "";
      self.sendLocalResponse(report(self.path, outcome, text));
    });
    if (status != Status.Ok) {
      this.sendLocalResponse(report(path, "refused", ""));
    }
    return FilterHeadersStatus.StopAllIterationAndWatermark;
  }
}

class GrpcWaits extends HttpHandler {
  onRequest(): void {
    const path = this.request.headers.get(":path")!;
    const answer = callOf(path).wait();
    const isWhole = answer.status == GrpcStatus.Ok;
    const bytes = answer.bytes();
    const text = isWhole ? String.UTF8.decode(bytes.buffer) : "";
    this.respond(report(path, grpcName(answer.status, answer.isTimeout), text));
  }
}

registerHttpContext<HttpCallbacks>("http-callbacks");
registerHttpHandler<HttpWaits>("http-waits");
registerHttpContext<GrpcCallbacks>("grpc-callbacks");
registerHttpHandler<GrpcWaits>("grpc-waits");
