import type { Queue } from "../shared/queue.ts";
import type { HostFunctions } from "../engine/vm.ts";
import type { SpecHost } from "./spec-host.ts";
import type { Spec } from "./spec.ts";

/** Stands for a queue that nobody has registered. */
const NONE = -1;

/**
 * How a spec acts on queues between VMs; declared in `testing/spec-host.ts`.
 *
 *     queueControls(spec).findQueue
 */
export function queueControls(spec: Spec): HostFunctions {
  const host = (id: number) => spec.find<SpecHost>(id).host;
  const queue = (id: number) => spec.find<Queue>(id);
  const named = (name: number, vmId: number): [string, string] => [
    spec.text(name),
    spec.text(vmId),
  ];
  return {
    addQueue: (id: number, name: number, vmId: number) =>
      spec.keep(host(id).addQueue(...named(name, vmId))),
    findQueue(id: number, name: number, vmId: number) {
      const found = host(id).queue(...named(name, vmId));
      return found === null ? NONE : spec.keep(found);
    },
    queueNumber: (id: number) => queue(id).id,
    itemCount: (id: number) => queue(id).items.length,
    itemAt: (id: number, at: number) => spec.newBytes(queue(id).items[at]),
    addItem: (id: number, item: number) => queue(id).enqueue(spec.bytes(item)),
  };
}
