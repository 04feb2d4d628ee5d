import { INVALID_MEMORY_ACCESS, NOT_FOUND, OK } from "../abi/status.ts";
import type { HostFunctions, Vm } from "../engine/vm.ts";
import { answer, answered } from "./answer.ts";

/**
 * The host functions for values that VMs share.
 *
 *     sharedDataFunctions(vm).proxy_get_shared_data
 */
export function sharedDataFunctions(vm: Vm): HostFunctions {
  const { memory } = vm;
  const { sharedData, vmId } = vm.settings;
  return {
    proxy_get_shared_data(
      key: number,
      keySize: number,
      outValue: number,
      outSize: number,
      outCas: number,
    ) {
      const name = memory.text(key, keySize);
      if (name === null) return INVALID_MEMORY_ACCESS;
      const found = sharedData.get(vmId, name);
      if (found === undefined) return NOT_FOUND;
      const status = answer(vm, found.value, outValue, outSize);
      return status === OK
        ? answered(memory.setU32(outCas, found.cas))
        : status;
    },

    proxy_set_shared_data(
      key: number,
      keySize: number,
      value: number,
      valueSize: number,
      cas: number,
    ) {
      const name = memory.text(key, keySize);
      const bytes = memory.bytes(value, valueSize);
      if (name === null || bytes === null) return INVALID_MEMORY_ACCESS;
      return sharedData.set(vmId, name, bytes, cas >>> 0);
    },
  };
}
