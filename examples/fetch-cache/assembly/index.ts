import {
  FilterHeadersStatus,
  HttpCall,
  HttpCallResponse,
  HttpContext,
  LocalResponse,
  log,
  registerHttpContext,
  registerRootContext,
  RootContext,
  SharedData,
  Status,
} from "proxy-wasm-as";

const KEY = "data";

/** A background service: fetches the token once for all workers. */
class Service extends RootContext {
  private cluster: string = "";

  onConfigure(): bool {
    const json = this.configuration.json();
    const cluster = json != null ? json.getText("cluster") : null;
    if (cluster == null) {
      log.error('Configure a cluster, such as {"cluster":"tokens"}');
      return false;
    }
    this.cluster = cluster;
    return this.setTickPeriod(1000) == Status.Ok;
  }

  onTick(): void {
    const status = new HttpCall(this.cluster)
      .path("/fetch")
      .timeout(1000)
      .send<Service>(this, (self, response) => self.keep(response));
    if (status != Status.Ok) log.error("There is no cluster " + this.cluster);
  }

  private keep(response: HttpCallResponse): void {
    if (response.status != 200) {
      log.warn(`no token: ${response.status} ${response.failure}`);
      return;
    }
    const token = response.body.text();
    if (token == SharedData.get(KEY)) return;
    SharedData.set(KEY, token);
    log.info("a new token");
  }
}

class FetchCache extends HttpContext {
  onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
    const token = SharedData.get(KEY);
    const given = this.request.headers.get("x-auth");
    if (given != null && given.length > 0 && given == token) {
      return FilterHeadersStatus.Continue;
    }
    this.sendLocalResponse(new LocalResponse(401).text("not authorized"));
    return FilterHeadersStatus.StopIteration;
  }
}

registerRootContext<Service>("fetch_cache_service");
registerHttpContext<FetchCache>("fetch_cache");
