import { bufferOf } from "./bytes";
import { addItem, itemAt, itemCount, queueNumber } from "./spec-host";

/**
 * A queue between VMs, which no filter has to take part in; see `ProxyHost.queue`
 * and `ProxyHost.addQueue`.
 *
 * ```ts
 * const queue = plugin.host.addQueue("events", "receiver_vm");
 * plugin.get("/");
 * expect(queue.texts.join()).toBe("a request has ended");
 * ```
 */
export class Queue {
  constructor(
    /** The host's number for it. */
    private readonly handle: i32,
  ) {}

  /** The number by which filters know it, as `SharedQueue.id`. */
  get id(): u32 {
    return queueNumber(this.handle);
  }

  /** The items that nobody has taken yet, the oldest first. */
  get items(): Uint8Array[] {
    const items: Uint8Array[] = [];
    for (let i = 0; i < itemCount(this.handle); i++) {
      items.push(Uint8Array.wrap(itemAt(this.handle, i)));
    }
    return items;
  }

  /** The same as UTF-8. */
  get texts(): string[] {
    const texts: string[] = [];
    for (let i = 0; i < itemCount(this.handle); i++) {
      texts.push(String.UTF8.decode(itemAt(this.handle, i)));
    }
    return texts;
  }

  /** Adds an item; the plugin that has registered the queue last is told of it. */
  enqueue(item: string): void {
    addItem(this.handle, String.UTF8.encode(item));
  }

  enqueueBytes(item: Uint8Array): void {
    addItem(this.handle, bufferOf(item));
  }
}
