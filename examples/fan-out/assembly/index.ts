import {
  cluster,
  FilterHeadersStatus,
  HttpCall,
  HttpContext,
  HttpContextOf,
  JsonModel,
  log,
  PluginContext,
  registerRootContext,
  required,
  Status,
} from "proxy-wasm-as";

const CALLS = 10;

class Settings extends JsonModel {
  /** The cluster that is called. */
  @required
  @cluster
  cluster: string = "";
}

class Plugin extends PluginContext<Settings> {
  override createHttpContext(): HttpContext {
    return new FanOut();
  }
}

class FanOut extends HttpContextOf<Plugin> {
  private dispatched: i32 = 0;
  private pending: i32 = 0;

  override onResponseHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    const call = new HttpCall(this.plugin.settings.cluster).path("/");
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
