import { Status } from "../abi/enums";
import { log } from "../api/log";
import { Pending } from "../api/pending";
import { SharedQueue } from "../api/shared-queue";
import { JsonReader } from "../json/json-reader";
import { JsonModel } from "../models/json-model";
import { ModelFaults } from "../models/model-faults";
import { readModel } from "../models/read-model";
import { writeModel } from "../models/write-model";

/**
 * A `SharedQueue` whose items are models, as JSON.
 *
 * An item that is not such a model is left out, with a warning that says why.
 *
 * ```ts
 * class Order extends JsonModel {
 *   id: string = "";
 * }
 * class Receiver extends RootContext {
 *   onConfigure(): bool {
 *     return SharedQueue.register("orders") != null;
 *   }
 *   onQueueReady(queueId: u32): void {
 *     const order = new ModelQueue<Order>(SharedQueue.of(queueId)).dequeue();
 *     if (order != null) log.info(order.id);
 *   }
 * }
 * registerRootContext<Receiver>("receiver");
 * ```
 */
export class ModelQueue<T extends JsonModel> {
  constructor(
    /** The queue itself. */
    readonly queue: SharedQueue,
  ) {}

  /** Adds an item; `Status.NotFound` once the queue is gone. */
  enqueue(item: T): Status {
    return this.queue.enqueueBytes(writeModel<T>(item).bytes());
  }

  /** Takes the oldest item, or `null` where there is none. */
  dequeue(): T | null {
    let bytes = this.queue.dequeueBytes();
    while (bytes != null) {
      const item = this.read(bytes);
      if (item != null) return item;
      bytes = this.queue.dequeueBytes();
    }
    return null;
  }

  /** Waits for an item, as `SharedQueue.waitForItem` does, and takes it. */
  waitForItem(until: Pending | null = null): T | null {
    let bytes = this.queue.waitForItemBytes(until);
    while (bytes != null) {
      const item = this.read(bytes);
      if (item != null) return item;
      bytes = this.queue.waitForItemBytes(until);
    }
    return null;
  }

  private read(bytes: Uint8Array): T | null {
    const faults = new ModelFaults();
    const item = readModel<T>(JsonReader.of(bytes), faults);
    if (item == null)
      log.warn(`An item of a queue was left out: ${faults.text}`);
    return item;
  }
}
