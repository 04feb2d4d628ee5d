import {
  cluster,
  FilterHeadersStatus,
  HttpAnswer,
  HttpCall,
  HttpContext,
  JsonModel,
  LeaderElection,
  LocalResponse,
  log,
  PluginContext,
  PluginTaskOf,
  registerHttpContext,
  registerRootContext,
  required,
  SharedData,
  sleep,
  Status,
  timingSafeEqual,
} from "proxy-wasm-as";

const KEY = "data";

/** How long one may lead without a sign of life: longer than a call and a pause. */
const LEASE = 5000;

class Settings extends JsonModel {
  /** The cluster that has the token. */
  @required
  @cluster
  cluster: string = "";
}

/**
 * A background service: fetches the token once for all workers. As a singleton it is alone;
 * where each worker has one, they elect who fetches.
 */
class Service extends PluginContext<Settings> {
  readonly election: LeaderElection = new LeaderElection("fetching", LEASE);

  override onSettings(): bool {
    this.startTask(new Refresh());
    return true;
  }
}

class Refresh extends PluginTaskOf<Service> {
  override run(): void {
    const cluster = this.plugin.settings.cluster;
    const call = new HttpCall(cluster).path("/fetch").timeout(1000);
    while (true) {
      if (this.plugin.election.campaign()) this.keep(call.wait());
      sleep(1000);
    }
  }

  private keep(answer: HttpAnswer): void {
    if (answer.status != 200) {
      log.warn(`no token: ${answer.status} ${answer.failure}`);
      return;
    }
    const token = answer.bytes();
    const kept = SharedData.getBytes(KEY);
    if (kept != null && timingSafeEqual(token, kept)) return;
    const status = SharedData.setBytes(KEY, token);
    log.info(status == Status.Ok ? "a new token" : "the token is not kept");
  }
}

// It has nothing to wait for: a callback costs less.
class FetchCache extends HttpContext {
  override onRequestHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    const token = SharedData.getBytes(KEY);
    const given = this.request.headers.getBytes("x-auth");
    if (token != null && given != null && token.length > 0) {
      if (timingSafeEqual(given, token)) return FilterHeadersStatus.Continue;
    }
    this.sendLocalResponse(new LocalResponse(401).text("not authorized"));
    return FilterHeadersStatus.StopIteration;
  }
}

registerRootContext<Service>("fetch_cache_service");
registerHttpContext<FetchCache>("fetch_cache");
