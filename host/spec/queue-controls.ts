import type { Controls } from "./bridge/bridge.ts";
import type { QUEUE } from "./bridge-functions.ts";

/**
 * Lets a spec act on queues between VMs.
 *
 *     queueControls().addItem({ queue, item: new Uint8Array(1) });
 */
export function queueControls(): Controls<typeof QUEUE> {
  return {
    addQueue: ({ host, name, vmId }) => host.host.addQueue(name, vmId),
    findQueue: ({ host, name, vmId }) => host.host.queue(name, vmId),
    queueNumber: ({ queue }) => queue.id,
    queueItems: ({ queue }) => queue.items,
    addItem: ({ queue, item }) => queue.enqueue(item),
  };
}
