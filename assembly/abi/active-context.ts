/**
 * The context that the module made the host's active one, so that it is not activated
 * twice in a row. That holds within one entry only: each new one begins with a context
 * of the host's choice, and one that was nested may have left another.
 */
import { entryDepth } from "./entry-depth";

/** Static memory, as globals would cost a name each. */
@unmanaged
class Active {
  /** The context, or 0. */
  context: u32 = 0;
  /** The depth of the entry in which it was activated. */
  depth: u32 = 0;
}

const active = changetype<Active>(memory.data(8, 4));

/** Returns the context that was activated in this entry, or 0. */
export function activeContext(): u32 {
  return entryDepth() == active.depth ? active.context : 0;
}

/** Notes which context was activated; 0 where none could be. */
export function setActiveContext(id: u32): void {
  // Outside of an entry, or where nothing counts them, nothing would forget it.
  active.context = entryDepth() != 0 ? id : 0;
  active.depth = entryDepth();
}

/** Forgets which context was activated, as an entry ends. */
export function forgetActiveContext(): void {
  active.context = 0;
}
