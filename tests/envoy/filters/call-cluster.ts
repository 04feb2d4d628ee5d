import {
  FilterHeadersStatus,
  HttpCall,
  HttpCallResponse,
  HttpContext,
  registerRootContext,
  RootContext,
  Status,
} from "proxy-wasm-as";

/** Calls the cluster that its configuration names, as JSON or as text. */
class Plugin extends RootContext {
  cluster: string = "";

  onConfigure(): bool {
    const json = this.configuration.json();
    const cluster = json != null ? json.getText("cluster") : null;
    this.cluster = cluster == null ? this.configuration.text() : cluster;
    return true;
  }

  createHttpContext(): HttpContext {
    return new Caller();
  }
}

class Caller extends HttpContext {
  outcome: string = "none";

  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const status = new HttpCall((this.root as Plugin).cluster)
      .path("/called")
      .send<Caller>(this, (self, response) => self.take(response));
    if (status == Status.Ok) {
      return FilterHeadersStatus.StopAllIterationAndWatermark;
    }
    this.outcome = "refused, " + status.toString();
    return FilterHeadersStatus.Continue;
  }

  private take(response: HttpCallResponse): void {
    this.outcome = response.status.toString();
    this.continueRequest();
  }

  onResponseHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    this.response.headers.set("called", this.outcome);
    return FilterHeadersStatus.Continue;
  }
}

registerRootContext<Plugin>("");
