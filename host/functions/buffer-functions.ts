import { LAST_BUFFER } from "../abi/numbers.ts";
import {
  BAD_ARGUMENT,
  INVALID_MEMORY_ACCESS,
  NOT_FOUND,
} from "../abi/status.ts";
import type { HostFunctions, Vm } from "../engine/vm.ts";
import { answer, answered } from "./answer.ts";

/**
 * The host functions for bodies and configurations.
 *
 *     bufferFunctions(vm).proxy_get_buffer_bytes
 */
export function bufferFunctions(vm: Vm): HostFunctions {
  const { memory } = vm;
  return {
    proxy_get_buffer_bytes(
      type: number,
      start: number,
      maxSize: number,
      outData: number,
      outSize: number,
    ) {
      if (type >>> 0 > LAST_BUFFER) return BAD_ARGUMENT;
      const buffer = vm.context.buffer(type);
      if (buffer === null) return NOT_FOUND;
      const from = start >>> 0;
      const bytes = buffer.bytes.subarray(from, from + (maxSize >>> 0));
      return answer(vm, bytes, outData, outSize);
    },

    proxy_get_buffer_status(type: number, outLength: number, outFlags: number) {
      if (type >>> 0 > LAST_BUFFER) return BAD_ARGUMENT;
      const buffer = vm.context.buffer(type);
      if (buffer === null) return NOT_FOUND;
      return answered(
        memory.setU32(outLength, buffer.length) && memory.setU32(outFlags, 0),
      );
    },

    proxy_set_buffer_bytes(
      type: number,
      start: number,
      size: number,
      data: number,
      dataSize: number,
    ) {
      if (type >>> 0 > LAST_BUFFER) return BAD_ARGUMENT;
      const buffer = vm.context.buffer(type);
      if (buffer === null) return NOT_FOUND;
      const bytes = memory.bytes(data, dataSize);
      if (bytes === null) return INVALID_MEMORY_ACCESS;
      return buffer.write(start >>> 0, size >>> 0, bytes);
    },

    // In ABI 0.1.0, the two configurations have no numbers.
    proxy_get_configuration(outData: number, outSize: number) {
      const buffer = vm.context.buffer(7) ?? vm.context.buffer(6);
      return answer(vm, buffer?.bytes ?? "", outData, outSize);
    },
  };
}
