import { proxy_log } from "../abi/env";
import { LogLevel } from "../abi/enums";
import { HAS_SCRIPTS } from "../features";
import { refuseNesting } from "./refuse-wait";

/** "The filter is out of memory", in ASCII. */
const LINE = memory.data<u8>([
  0x54, 0x68, 0x65, 0x20, 0x66, 0x69, 0x6c, 0x74, 0x65, 0x72, 0x20, 0x69, 0x73,
  0x20, 0x6f, 0x75, 0x74, 0x20, 0x6f, 0x66, 0x20, 0x6d, 0x65, 0x6d, 0x6f, 0x72,
  0x79,
]);
const LENGTH: usize = 27;

/**
 * Ends a filter that needs more memory than the proxy, or its build, allows, or whose
 * shadow stack is full: logs one critical line and traps, so that the plugin's fail
 * policy decides what happens to its streams. The line is in static memory, as there
 * may be too little memory to make it. Only a filter that waits has a line of its own for
 * the shadow stack: others do not pay for it.
 */
export function outOfMemory(): void {
  if (HAS_SCRIPTS && __stack_pointer < __data_end) refuseNesting();
  proxy_log(LogLevel.Critical, LINE, LENGTH);
  unreachable();
}
