import {
  FilterHeadersStatus,
  HttpCall,
  HttpContext,
  log,
  registerRootContext,
  RootContext,
  Status,
} from "proxy-wasm-as";

const CALLS = 10;

class Plugin extends RootContext {
  cluster: string = "";

  onConfigure(): bool {
    const json = this.configuration.json();
    const cluster = json != null ? json.getText("cluster") : null;
    if (cluster == null) {
      log.error('Configure a cluster, such as {"cluster":"httpbin"}');
      return false;
    }
    this.cluster = cluster;
    return true;
  }

  createHttpContext(): HttpContext {
    return new FanOut();
  }
}

class FanOut extends HttpContext {
  private dispatched: i32 = 0;
  private pending: i32 = 0;

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const call = new HttpCall((this.root as Plugin).cluster).path("/");
    for (let i = 0; i < CALLS; i++) {
      const status = call.send<FanOut>(this, (self) => self.onAnswer());
      if (status == Status.Ok) this.dispatched++;
    }
    // Nobody would resume a response for which nothing was sent.
    if (this.dispatched == 0) return FilterHeadersStatus.Continue;
    this.pending = this.dispatched;
    return FilterHeadersStatus.StopAllIterationAndWatermark;
  }

  private onAnswer(): void {
    this.pending--;
    if (this.pending > 0) {
      log.info(`pending dispatched requests: ${this.pending}`);
      return;
    }
    const total = this.dispatched.toString();
    this.response.headers.set("total-dispatched", total);
    this.continueResponse();
    log.info(`response resumed after processed ${total} dispatched request`);
  }
}

registerRootContext<Plugin>("fan_out");
