import {
  FilterHeadersStatus,
  HeaderMap,
  HttpContext,
  JsonModel,
  log,
  ModelQueue,
  registerHttpContext,
  registerRootContext,
  RootContext,
  SharedQueue,
  Status,
  writeModel,
} from "proxy-wasm-as";

/** A header of a request or a response. */
class Header extends JsonModel {
  key: string = "";
  value: string = "";
}

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
    const queue = new ModelQueue<Header>(SharedQueue.of(queueId));
    const header = queue.dequeue();
    if (header == null) return;
    const name = this.configuration.text();
    const item = writeModel<Header>(header).toString();
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
    const items = new ModelQueue<Header>(queue);
    const entries = headers.entries();
    for (let i = 0; i < entries.length; i++) {
      const header = new Header();
      header.key = entries.name(i);
      header.value = entries.value(i);
      const item = writeModel<Header>(header).toString();
      if (items.enqueue(header) == Status.Ok)
        log.info(`enqueued data: ${item}`);
      else log.error(`${name} is gone`);
    }
  }
}

registerRootContext<Receiver>("receiver");
registerHttpContext<Sender>("sender");
