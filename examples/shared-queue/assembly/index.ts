import {
  FilterHeadersStatus,
  HeaderMap,
  HttpContext,
  log,
  registerHttpContext,
  registerRootContext,
  RootContext,
  SharedQueue,
  Status,
} from "proxy-wasm-as";

/** In a background service: takes the items of the queue that it is named after. */
class Receiver extends RootContext {
  override onConfigure(): bool {
    const name = this.configuration.text();
    const queue = SharedQueue.register(name);
    if (queue == null) return false;
    log.info(
      `queue "${name}" registered as queueID=${queue.id} by contextID=${this.id}`,
    );
    return true;
  }

  override onQueueReady(queueId: u32): void {
    const item = SharedQueue.of(queueId).dequeue();
    if (item == null) return;
    const name = this.configuration.text();
    log.info(
      `(contextID=${this.id}) dequeued data from ${name}(queueID=${queueId}): ${item}`,
    );
  }
}

/** In front of a route: puts the headers that pass into the receiver's queues. */
class Sender extends HttpContext {
  override onRequestHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    this.enqueueAll("http_request_headers", this.request.headers);
    return FilterHeadersStatus.Continue;
  }

  override onResponseHeaders(
    count: i32,
    endOfStream: bool,
  ): FilterHeadersStatus {
    this.enqueueAll("http_response_headers", this.response.headers);
    return FilterHeadersStatus.Continue;
  }

  private enqueueAll(name: string, headers: HeaderMap): void {
    const queue = SharedQueue.resolve("receiver", name);
    if (queue == null) return log.error(`nobody has registered ${name}`);
    const entries = headers.entries();
    for (let i = 0; i < entries.length; i++) {
      const key = escaped(entries.name(i));
      const value = escaped(entries.value(i));
      const item = `{"key": "${key}","value": "${value}"}`;
      if (queue.enqueue(item) == Status.Ok) log.info(`enqueued data: ${item}`);
      else log.error(`${name} is gone`);
    }
  }
}

/** What JSON wants escaped of what a header may have. */
function escaped(text: string): string {
  return text
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll("\t", "\\t");
}

registerRootContext<Receiver>("receiver");
registerHttpContext<Sender>("sender");
