/**
 * A queue between VMs, seen from outside.
 *
 *     const queue = host.queue("events");
 *     queue?.enqueue("item"); // onQueueReady is called
 *     queue?.items; // what nobody has taken
 */
export class Queue {
  /** The number by which plugins know it. */
  readonly id: number;
  /** Items that nobody has taken yet, oldest first. */
  readonly items: Buffer[] = [];
  #wake: () => void;

  constructor(id: number, wake: () => void) {
    this.id = id;
    this.#wake = wake;
  }

  /** Adds an item, as a plugin would; text as UTF-8. */
  enqueue(item: string | Uint8Array): void {
    this.items.push(Buffer.from(item));
    this.#wake();
  }

  /** Replaces what is called when an item arrives. */
  wakes(wake: () => void): void {
    this.#wake = wake;
  }
}
