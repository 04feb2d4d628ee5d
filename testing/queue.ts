import { addItem, queueItems, queueNumber } from "./generated/bridge";
import { textOf, utf8 } from "./wire/bytes";

/**
 * A queue between VMs. The spec can be either end of it; see `ProxyHost.queue` and
 * `ProxyHost.addQueue`.
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

  /** The number that filters know it by, which is `SharedQueue.id` there. */
  get id(): u32 {
    return queueNumber(this.handle);
  }

  /** The items that wait, the oldest first. */
  get items(): Uint8Array[] {
    return queueItems(this.handle);
  }

  /** The items that wait, read as UTF-8. */
  get texts(): string[] {
    const items = this.items;
    const texts: string[] = [];
    for (let i = 0; i < items.length; i++) texts.push(textOf(items[i]));
    return texts;
  }

  /** Adds an item and notifies the plugin that registered the queue last. */
  enqueue(item: string): void {
    addItem(this.handle, utf8(item));
  }

  enqueueBytes(item: Uint8Array): void {
    addItem(this.handle, item);
  }
}
