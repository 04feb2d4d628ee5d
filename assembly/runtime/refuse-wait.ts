import { proxy_log } from "../abi/env";
import { LogLevel } from "../abi/enums";
import { encode, encodedRoom } from "../abi/utf8";

/**
 * Ends a filter that waits where nothing can wait: logs one critical line and traps, so
 * that the plugin's fail policy decides what happens to its streams.
 */
export function refuseWait(): void {
  const line =
    "Cannot wait here: only onRequest and onResponse of an HttpHandler, and what they call, can wait";
  const at = heap.alloc(encodedRoom(line));
  proxy_log(LogLevel.Critical, at, encode(line, at));
  unreachable();
}
