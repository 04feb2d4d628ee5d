import {
  HttpContext,
  log,
  registerRootContext,
  RootContext,
  SharedQueue,
  Status,
} from "proxy-wasm-as";
import { list, Probe } from "./probe";

class Receiver extends RootContext {
  private queue: SharedQueue | null = null;
  onConfigure(): bool {
    this.queue = SharedQueue.register("events");
    return this.queue != null;
  }
  onQueueReady(queueId: u32): void {
    const queue = SharedQueue.of(queueId);
    const own = this.queue;
    const isOwn = own != null && own.id == queueId;
    const bytes = queue.dequeueBytes();
    log.info("got " + isOwn.toString() + " " + list(bytes)!);
    if (bytes != null && bytes.length == 0) {
      const left = queue.dequeue();
      log.info(left == null ? "queue is empty" : "left " + left);
    }
  }
}

class Sender extends RootContext {
  createHttpContext(): HttpContext {
    return new Send();
  }
}

class Send extends Probe {
  run(path: string): void {
    const none = SharedQueue.resolve("receiver", "unknown");
    this.note("unknown", none == null ? null : none.id.toString());
    const own = SharedQueue.resolve("", "events");
    this.note("own", own == null ? null : own.id.toString());
    const queue = SharedQueue.resolve("receiver", "events");
    if (queue == null) return this.note("events", null);
    if (path == "/two") {
      const bytes = new Uint8Array(2);
      bytes[0] = 0xff;
      this.note("bytes", queue.enqueueBytes(bytes).toString());
      this.note("empty", queue.enqueue("").toString());
    } else this.note("text", queue.enqueue("é").toString());
    const gone = SharedQueue.of(0x7fff_ffff);
    this.note("gone", (gone.enqueue("a") == Status.NotFound).toString());
    this.note("gone-item", gone.dequeue());
  }
}

registerRootContext<Receiver>("receiver");
registerRootContext<Sender>("sender");
