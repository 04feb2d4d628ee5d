import { proxy_log } from "../abi/env";
import { LogLevel } from "../abi/enums";

/** Writes a line to the proxy's log that is UTF-8 already. */
export function logBytes(level: LogLevel, from: usize, size: usize): void {
  proxy_log(level, from, size);
}
