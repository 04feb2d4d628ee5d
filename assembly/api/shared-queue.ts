import {
  proxy_dequeue_shared_queue,
  proxy_enqueue_shared_queue,
  proxy_register_shared_queue,
  proxy_resolve_shared_queue,
} from "../abi/env";
import { Status } from "../abi/enums";
import {
  outAddress,
  outSize,
  outU32,
  takeBytes,
  takeText,
} from "../abi/memory";
import { scratch } from "../abi/scratch";
import { encode, encodedRoom } from "../abi/utf8";
import { Pending } from "./pending";
import { waitForTurn } from "./queue-turns";

/**
 * A queue between VMs, first in first out: a plugin that registers it is called for
 * its items, and every plugin that knows that VM's `vm_id` and the queue's name may add
 * some.
 *
 * An item belongs to whoever takes it first. For each item that is added the
 * proxy calls `RootContext.onQueueReady` once, on the plugin that registered the
 * queue last: with several workers that is one of them, and the others' calls of
 * `dequeue` still work. The queue lives in the proxy's memory, without a limit,
 * until the last VM of its `vm_id` ends.
 *
 * ```ts
 * class Receiver extends RootContext {
 *   onConfigure(): bool {
 *     return SharedQueue.register("events") != null;
 *   }
 *   onQueueReady(queueId: u32): void {
 *     const item = SharedQueue.of(queueId).dequeue();
 *     if (item != null) log.info(item);
 *   }
 * }
 * class Sender extends HttpContext {
 *   onLog(): void {
 *     const queue = SharedQueue.resolve("receiver_vm", "events");
 *     if (queue != null) queue.enqueue("a request has ended");
 *   }
 * }
 * registerRootContext<Receiver>("receiver");
 * registerHttpContext<Sender>("sender");
 * ```
 */
@unmanaged
@final
export class SharedQueue {
  /**
   * Registers a queue of this VM, or takes over the one of that name, with its
   * items; `null` where the proxy refuses. Call it in `onConfigure` or `onVmStart`
   * of the plugin whose `onQueueReady` is to be called.
   */
  static register(name: string): SharedQueue | null {
    const at = scratch(encodedRoom(name));
    const size = encode(name, at);
    const out = outAddress();
    const status = proxy_register_shared_queue(at, size, out);
    return status == Status.Ok ? changetype<SharedQueue>(outU32()) : null;
  }

  /**
   * Returns the queue that a VM has registered under a name, or `null` where it
   * has none yet. `""` is this VM's own `vm_id`.
   */
  static resolve(vmId: string, name: string): SharedQueue | null {
    const at = scratch(encodedRoom(vmId) + encodedRoom(name));
    const vmSize = encode(vmId, at);
    const size = encode(name, at + vmSize);
    const out = outAddress();
    const status = proxy_resolve_shared_queue(
      at,
      vmSize,
      at + vmSize,
      size,
      out,
    );
    return status == Status.Ok ? changetype<SharedQueue>(outU32()) : null;
  }

  /** Returns the queue of a number, such as `onQueueReady` is called with. */
  static of(id: u32): SharedQueue {
    return changetype<SharedQueue>(<usize>id);
  }

  /** The proxy's number of this queue, the same in every VM. */
  get id(): u32 {
    // As in HeaderMap, the address alone says which one it is; no queue is 0.
    return <u32>changetype<usize>(this);
  }

  /** Adds an item; `Status.NotFound` once the queue is gone. */
  enqueue(item: string): Status {
    const at = scratch(encodedRoom(item));
    return proxy_enqueue_shared_queue(this.id, at, encode(item, at));
  }

  /** Adds an item that is bytes; see `enqueue`. */
  enqueueBytes(item: Uint8Array): Status {
    return proxy_enqueue_shared_queue(this.id, item.dataStart, item.byteLength);
  }

  /** Takes the oldest item as text, or `null` where there is none. */
  dequeue(): string | null {
    return this.take() == Status.Ok ? takeText() : null;
  }

  /** Takes the oldest item as bytes, or `null` where there is none. */
  dequeueBytes(): Uint8Array | null {
    return this.take() == Status.Ok ? takeBytes() : null;
  }

  /**
   * Waits, in a handler's method or a task, until there is an item, and takes it; `null`
   * once `until` is there, such as a `Pause` as a limit.
   *
   * The proxy calls the plugin that has registered the queue last, once for each item. In
   * that plugin's VM each call wakes one of those who wait, in the order in which they began
   * to. In other VMs, and so in other workers, a wait that finds no item does not end by
   * itself. So wait in a plugin of which there is one, such as a service that is a singleton.
   *
   * ```ts
   * class Receiver extends PluginTask {
   *   run(): void {
   *     const queue = SharedQueue.register("events");
   *     if (queue == null) return;
   *     while (true) {
   *       const item = queue.waitForItem();
   *       if (item != null) log.info(item);
   *     }
   *   }
   * }
   * registerPluginTask<Receiver>("receiver");
   * ```
   */
  waitForItem(until: Pending | null = null): string | null {
    let item = this.dequeue();
    while (item == null && waitForTurn(this.id, until)) item = this.dequeue();
    return item;
  }

  /** Waits for an item that is bytes; see `waitForItem`. */
  waitForItemBytes(until: Pending | null = null): Uint8Array | null {
    let item = this.dequeueBytes();
    while (item == null && waitForTurn(this.id, until)) {
      item = this.dequeueBytes();
    }
    return item;
  }

  private take(): Status {
    return proxy_dequeue_shared_queue(this.id, outAddress(), outSize());
  }
}
