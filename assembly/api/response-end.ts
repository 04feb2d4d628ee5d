/**
 * Whether the response that the host calls about has ended with its headers: only
 * then is it known that no body comes.
 */
import { activeContext } from "../abi/active-context";

/** Notes the stream whose response headers end it, and 0 where more may come. */
export function noteResponseEnd(context: u32): void {
  store<u32>(endedContext(), context);
}

/** Tells whether the response of the active stream has neither a body nor trailers. */
export function hasResponseEnded(): bool {
  const ended = load<u32>(endedContext());
  const active = activeContext();
  return ended != 0 && (active == 0 || active == ended);
}

// In a function, so that only a module that calls it has the memory.
function endedContext(): usize {
  return memory.data(4, 4);
}
