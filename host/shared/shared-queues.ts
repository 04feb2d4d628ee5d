import { EMPTY, NOT_FOUND, OK } from "../abi/status.ts";
import { Queue } from "./queue.ts";

/**
 * The queues between VMs, by the VM id and the name under which they are registered.
 *
 *     const { id } = queues.register("vm", "events", () => wake());
 *     queues.enqueue(id, Buffer.from("item"));
 */
export class SharedQueues {
  readonly #byName = new Map<string, Queue>();
  /** Each stands at its number less one. */
  readonly #queues: Queue[] = [];

  /** Registers a queue, or takes over an existing one with its items. */
  register(vmId: string, name: string, wake: () => void): Queue {
    const found = this.find(vmId, name);
    if (found !== null) {
      found.wakes(wake);
      return found;
    }
    const queue = new Queue(this.#queues.length + 1, wake);
    this.#queues.push(queue);
    this.#byName.set(`${vmId}\0${name}`, queue);
    return queue;
  }

  /** The queue of a name, or null where nobody has registered it. */
  find(vmId: string, name: string): Queue | null {
    return this.#byName.get(`${vmId}\0${name}`) ?? null;
  }

  enqueue(id: number, item: Buffer): number {
    const queue = this.#queues[id - 1];
    if (queue === undefined) return NOT_FOUND;
    queue.enqueue(item);
    return OK;
  }

  /** Takes the oldest item; returns a status where there is none. */
  dequeue(id: number): Buffer | number {
    const queue = this.#queues[id - 1];
    if (queue === undefined) return NOT_FOUND;
    return queue.items.shift() ?? EMPTY;
  }
}
