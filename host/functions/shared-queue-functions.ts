import { INVALID_MEMORY_ACCESS, NOT_FOUND } from "../abi/status.ts";
import { binaryOf } from "../abi/text.ts";
import type { HostFunctions, Vm } from "../engine/vm.ts";
import { answer, answered } from "./answer.ts";

/**
 * The host functions for queues between VMs.
 *
 *     sharedQueueFunctions(vm).proxy_enqueue_shared_queue
 */
export function sharedQueueFunctions(vm: Vm): HostFunctions {
  const { memory } = vm;
  const { sharedQueues } = vm.settings;
  const vmId = binaryOf(vm.settings.vmId);
  return {
    proxy_register_shared_queue(name: number, size: number, outToken: number) {
      const text = memory.text(name, size);
      if (text === null) return INVALID_MEMORY_ACCESS;
      const { listener } = vm.context;
      listener?.registersQueue();
      const { id } = sharedQueues.register(vmId, text, () =>
        listener?.queueReady(id),
      );
      return answered(memory.setU32(outToken, id));
    },

    proxy_resolve_shared_queue(
      id: number,
      idSize: number,
      name: number,
      nameSize: number,
      outToken: number,
    ) {
      const owner = memory.text(id, idSize);
      const text = memory.text(name, nameSize);
      if (owner === null || text === null) return INVALID_MEMORY_ACCESS;
      const queue = sharedQueues.find(owner === "" ? vmId : owner, text);
      if (queue === null) return NOT_FOUND;
      return answered(memory.setU32(outToken, queue.id));
    },

    proxy_enqueue_shared_queue(token: number, data: number, size: number) {
      const item = memory.bytes(data, size);
      if (item === null) return INVALID_MEMORY_ACCESS;
      return sharedQueues.enqueue(token >>> 0, item);
    },

    proxy_dequeue_shared_queue(
      token: number,
      outData: number,
      outSize: number,
    ) {
      const item = sharedQueues.dequeue(token >>> 0);
      return typeof item === "number"
        ? item
        : answer(vm, item, outData, outSize);
    },
  };
}
