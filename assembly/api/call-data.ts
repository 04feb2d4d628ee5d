import { proxy_get_buffer_bytes } from "../abi/env";
import { BufferType } from "../abi/enums";
import { outAddress, outSize, takeBuffer } from "../abi/memory";

/**
 * Copies a range of the data that the callback which runs was given; shorter, or
 * empty, where the proxy has no more of it.
 */
export function readCallData(start: usize, size: usize): ArrayBuffer {
  proxy_get_buffer_bytes(
    BufferType.CallData,
    start,
    size,
    outAddress(),
    outSize(),
  );
  return takeBuffer();
}
