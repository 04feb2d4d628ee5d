import { INVALID_MEMORY_ACCESS, OK } from "../abi/status.ts";
import type { Vm } from "../engine/vm.ts";

/**
 * Returns bytes from a host function: in memory that the module allocates, with
 * their address and size in the out-parameters. No bytes need no memory.
 *
 *     return answer(vm, value, outData, outSize);
 */
export function answer(
  vm: Vm,
  bytes: Uint8Array | string,
  outAddress: number,
  outSize: number,
): number {
  const { memory } = vm;
  let address = 0;
  if (bytes.length > 0) {
    address = vm.allocate(bytes.length);
    const written =
      typeof bytes === "string"
        ? memory.setText(address, bytes)
        : memory.setBytes(address, bytes);
    if (address === 0 || !written) return INVALID_MEMORY_ACCESS;
  }
  return memory.setU32(outAddress, address) &&
    memory.setU32(outSize, bytes.length)
    ? OK
    : INVALID_MEMORY_ACCESS;
}

/** The status for out-parameters that could or could not be written. */
export function answered(written: boolean): number {
  return written ? OK : INVALID_MEMORY_ACCESS;
}
