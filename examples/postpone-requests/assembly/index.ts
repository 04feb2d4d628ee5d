import {
  FilterHeadersStatus,
  HttpContext,
  log,
  registerRootContext,
  RootContext,
  Status,
} from "proxy-wasm-as";

const TICK_MILLISECONDS: u32 = 1000;

class Plugin extends RootContext {
  postponed: PostponeRequests[] = [];

  override onConfigure(): bool {
    return this.setTickPeriod(TICK_MILLISECONDS) == Status.Ok;
  }

  override onTick(): void {
    const postponed = this.postponed;
    this.postponed = [];
    for (let i = 0; i < postponed.length; i++) {
      const stream = postponed[i];
      // Not Ok where the client has gone meanwhile.
      if (stream.continueRequest() == Status.Ok) {
        log.info(`resume request with contextID=${stream.id}`);
      }
    }
  }

  override createHttpContext(): HttpContext {
    return new PostponeRequests();
  }
}

class PostponeRequests extends HttpContext {
  override onRequestHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    log.info(`postpone request with contextID=${this.id}`);
    (this.root as Plugin).postponed.push(this);
    return FilterHeadersStatus.StopAllIterationAndWatermark;
  }
}

registerRootContext<Plugin>("postpone_requests");
