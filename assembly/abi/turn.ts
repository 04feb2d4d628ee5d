/**
 * A turn is one entry of the host into the module: a callback, with all that it
 * calls. Turns nest, as the host may call back while it is called.
 */

/** Where the module stands; static memory, as globals would cost a name each. */
@unmanaged
class Turn {
  /** How many turns are open. */
  depth: u32 = 0;
  /** The context that was made the active one in this turn, or 0. */
  active: u32 = 0;
  /** The depth of the turn in which it was. */
  activeDepth: u32 = 0;
}

const turn = changetype<Turn>(memory.data(12, 4));

/** Opens a turn. */
export function openTurn(): void {
  turn.depth++;
}

/** Closes a turn; returns how many are still open. */
export function closeTurn(): u32 {
  const depth = turn.depth - 1;
  turn.depth = depth;
  // The host may have made another context the active one meanwhile.
  turn.active = 0;
  return depth;
}

/** Returns how many turns are open. */
export function openTurns(): u32 {
  return turn.depth;
}

/** Tells whether the host has entered: false while module-scope code runs. */
export function isInTurn(): bool {
  return turn.depth > 0;
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
