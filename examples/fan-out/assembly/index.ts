import {
  cluster,
  FilterHeadersStatus,
  firstOf,
  HttpCall,
  HttpContext,
  HttpHandlerOf,
  JsonModel,
  log,
  Pending,
  PluginContext,
  registerRootContext,
  required,
  TraceContext,
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

class FanOut extends HttpHandlerOf<Plugin> {
  private trace: TraceContext | null = null;

  // The request's headers are there in its own callbacks alone.
  override onRequestHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    this.trace = TraceContext.extract(this.request.headers);
    return FilterHeadersStatus.Continue;
  }

  override onResponse(): void {
    const call = new HttpCall(this.plugin.settings.cluster).path("/");
    const trace = this.trace;
    if (trace != null) trace.inject(call);
    const pending: Pending[] = [];
    for (let i = 0; i < CALLS; i++) {
      const answer = call.begin();
      // Where the proxy has not taken the call, it is there at once.
      if (!answer.isThere) pending.push(answer);
    }
    const total = pending.length;
    if (total == 0) return;
    while (pending.length > 0) {
      pending.splice(firstOf(pending), 1);
      if (pending.length > 0) {
        log.info(`pending dispatched requests: ${pending.length}`);
      }
    }
    this.response.headers.set("total-dispatched", total.toString());
    log.info(`response resumed after processed ${total} dispatched request`);
  }
}

registerRootContext<Plugin>("fan_out");
