/**
 * A turn is one entry of the host into the module: a callback, with all that it
 * calls. Between turns nothing on the Wasm stack refers to an object, so that is
 * when the `minimal` runtime may collect.
 */

import { apart } from "./apart";

// The values of ASC_RUNTIME, as in the compiler's `shared/runtime`.
const STUB = 0;
const MINIMAL = 1;

/** The budget once memory has grown before the first one was used up. */
const LOW_BUDGET: u32 = 256;

/** How many turns a collection waits for, for each live context. */
const TURNS_PER_LIVE: u32 = 4;

/** Where the module stands; static memory, as globals would cost a name each. */
@unmanaged
class Turn {
  /** How many entries of the host are open; it may enter while it is called. */
  depth: u32 = 0;
  /** Turns since the last collection. */
  count: u32 = 0;
  /** After how many turns to collect. */
  budget: u32 = 0;
  /** How many contexts a collection has to visit. */
  live: u32 = 0;
  /** The memory's size after the last collection, in pages; 1 before it. */
  pages: u32 = 0;
  /** The context that was made the active one in this turn, or 0. */
  active: u32 = 0;
  /** The depth of the turn in which it was. */
  activeDepth: u32 = 0;
}

const turn = changetype<Turn>(memory.data<u32>([0, 0, 1024, 0, 1, 0, 0]));

/** Begins a turn. */
export function enter(): void {
  turn.depth++;
}

/** Ends a turn. */
export function leave(): void {
  const depth = turn.depth - 1;
  turn.depth = depth;
  // The host may have made another context the active one meanwhile.
  turn.active = 0;
  if (depth != 0) return;
  if (ASC_RUNTIME == STUB) {
    ERROR(
      "The stub runtime never frees memory, and a filter runs for months: remove `runtime` from asconfig.json.",
    );
  }
  if (ASC_RUNTIME == MINIMAL) {
    const count = turn.count + 1;
    turn.count = count;
    // A collection looks at all that lives: the more there is, the seldomer.
    const least = turn.live * TURNS_PER_LIVE;
    if (hasGrown() || (count >= turn.budget && count >= least)) {
      apart(collect)();
    }
  }
}

/** Returns the context that was made the active one in this turn, or 0. */
export function activeContext(): u32 {
  return turn.depth == turn.activeDepth ? turn.active : 0;
}

/** Notes which context was made the active one; 0 where none could be. */
export function setActiveContext(id: u32): void {
  turn.active = turn.depth != 0 ? id : 0;
  turn.activeDepth = turn.depth;
}

/** Tells whether the host has entered: false while module-scope code runs. */
export function isInTurn(): bool {
  return turn.depth > 0;
}

/**
 * Counts memory that a turn takes beside its small objects: four turns for each KiB.
 * What is collected sooner is used again while the processor still has it at hand.
 */
export function spend(bytes: usize): void {
  turn.count += <u32>(bytes >> 8);
}

/** Counts contexts that come, or with -1 go. */
export function addLive(count: i32): void {
  turn.live += count;
}

/** Returns how many contexts are live. */
export function liveContexts(): u32 {
  return turn.live;
}

function hasGrown(): bool {
  return <u32>memory.size() != turn.pages;
}

function collect(): void {
  // Memory that grew before the budget was used up: collect sooner from now on.
  if (hasGrown()) turn.budget = LOW_BUDGET;
  turn.count = 0;
  __collect();
  turn.pages = memory.size();
}
