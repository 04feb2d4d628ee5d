import { EMPTY, NOT_FOUND, OK } from "../abi/status.ts";

interface Queue {
  items: Buffer[];
  /** Tells who has registered it last of an item. */
  wake(): void;
}

/**
 * The queues between VMs, by the VM id and the name of who registered them.
 *
 *     const token = queues.register("vm", "events", () => wake());
 *     queues.enqueue(token, Buffer.from("item"));
 */
export class SharedQueues {
  readonly #tokens = new Map<string, number>();
  readonly #queues = new Map<number, Queue>();

  /** Makes a queue, or takes over the one that is there with its items. */
  register(vmId: string, name: string, wake: () => void): number {
    const key = `${vmId}\0${name}`;
    const token = this.#tokens.get(key) ?? this.#tokens.size + 1;
    this.#tokens.set(key, token);
    const items = this.#queues.get(token)?.items ?? [];
    this.#queues.set(token, { items, wake });
    return token;
  }

  /** The number of a queue, or undefined where nobody has registered it. */
  resolve(vmId: string, name: string): number | undefined {
    return this.#tokens.get(`${vmId}\0${name}`);
  }

  enqueue(token: number, item: Buffer): number {
    const queue = this.#queues.get(token);
    if (queue === undefined) return NOT_FOUND;
    queue.items.push(item);
    queue.wake();
    return OK;
  }

  /** The oldest item, or the status where there is none. */
  dequeue(token: number): Buffer | number {
    const queue = this.#queues.get(token);
    if (queue === undefined) return NOT_FOUND;
    return queue.items.shift() ?? EMPTY;
  }
}
