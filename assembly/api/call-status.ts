import { proxy_get_status } from "../abi/env";
import { outAddress, outSize, takeText } from "../abi/memory";

/** Returns the message that the host has for the failure that it calls about. */
export function statusMessage(): string {
  const out = outAddress();
  // In the function, so that only a module that calls it has the memory.
  proxy_get_status(memory.data(4, 4), out, outSize());
  return takeText();
}
