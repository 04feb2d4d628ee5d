/**
 * Which streams' headers have gone on, as far as the module remembers: they cannot be
 * changed any more, and the host need not be asked. The headers of a stream whose place
 * another one took may still be held.
 *
 *     places  ┌───────────────┬───────────────┐
 *             │ request × 16  │ response × 16 │   u32, the context's number or 0
 *             └───────────────┴───────────────┘
 */
import { BufferType } from "../abi/enums";
import { activeContext } from "../abi/active-context";

const PLACES: u32 = 16;

/** Notes whether the headers in front of a body have gone on. */
export function noteHeaders(body: BufferType, context: u32, gone: bool): void {
  const place = placeOf(body, context);
  if (gone) store<u32>(place, context);
  else if (load<u32>(place) == context) store<u32>(place, 0);
}

/** Notes the stream whose body callback runs, or 0 once it has run. */
export function noteBodyOf(context: u32): void {
  store<u32>(runningPlace(), context);
}

/** Tells whether the active stream's headers in front of a body are known to have gone. */
export function areHeadersGone(body: BufferType): bool {
  const active = activeContext();
  const context = active != 0 ? active : load<u32>(runningPlace());
  return context != 0 && load<u32>(placeOf(body, context)) == context;
}

function placeOf(body: BufferType, context: u32): usize {
  const place = <u32>body * PLACES + (context & (PLACES - 1));
  // In functions, so that only a module that calls them has the memory.
  return memory.data(128, 4) + ((<usize>place) << 2);
}

function runningPlace(): usize {
  return memory.data(4, 4);
}
