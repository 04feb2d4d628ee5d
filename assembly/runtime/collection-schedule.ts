/**
 * When garbage is collected. A collection may run
 *
 *   - at the end of a callback, when no function holds an object (`host-entry.ts`);
 *   - within one, at the head of each loop that allocates and at the entry of each
 *     function that calls itself and allocates (`transform/module/collect-in-loops.js`).
 *     Code without a loop allocates little.
 *
 * It does run there once it is due, which bytes decide:
 *
 *     bytes in use
 *       due ┤- - - - - -╱│- - - - - -╱│- -    due = alive + max(alive, LEAST)
 *           │        ╱   │        ╱   │
 *     alive ┤- - -╱- - - ▼- - -╱- - - ▼╱-
 *           │  ╱      collect      collect
 *           └──────────────────────────────► time
 *
 * A collection takes time in proportion to what is alive, so the next one waits until
 * as much again was allocated, and at least `LEAST` bytes. A request thus pays for what
 * it allocates, whatever else is alive, and garbage never takes more memory than live
 * objects do, or `LEAST`. The memory for the bytes to come is reserved when a collection
 * ends. Near the limit of the memory there is less of it, and the next one is due sooner.
 */
import { callIndirect } from "../abi/call-indirect";
import { entryDepth } from "../abi/entry-depth";
import { HAS_COMPILER_RUNTIME } from "../features";
import { Block, reserve } from "./block";
import { collect, IS_EAGER } from "./collector";
import { countCallback } from "./compiler-schedule";

// The values of ASC_RUNTIME, as in the compiler's `shared/runtime`.
const STUB = 0;
const MINIMAL = 1;

/** The least that is allocated between two collections, in bytes. */
const LEAST: usize = 32_768;

/** A collection is due once blocks use this many bytes. */
let due: usize = LEAST;

/** Collects at the end of the outermost callback, if a collection is due. */
export function collectAfterCallback(): void {
  if (ASC_RUNTIME == STUB) {
    ERROR(
      "The stub runtime never frees memory, and a filter runs for months: remove `runtime` from asconfig.json.",
    );
  }
  if (ASC_RUNTIME == MINIMAL) {
    if (HAS_COMPILER_RUNTIME) countCallback();
    else collectIfDue();
  }
}

/** Collects if a collection is due; the transform puts calls of it into loops. */
export function collectIfDue(): void {
  if (IS_EAGER || Block.used >= due) callIndirect(collectUnlessNested)();
}

/**
 * Collects, unless the host has called back from a function that it was called by: the
 * outer callback waits for that function, and may hold an object in a way that the
 * shadow stack does not show. The compiler's `__collect` becomes this function.
 */
export function collectUnlessNested(): void {
  if (entryDepth() > 1) return;
  collect();
  const used = Block.used;
  due = used + reserve(max(LEAST, used));
}
