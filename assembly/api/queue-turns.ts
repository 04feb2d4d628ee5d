/** Who waits for an item of a queue: each call of `onQueueReady` ends one turn. */
import { firstOf, Pending } from "./pending";
import { Script } from "./script";

/** A script that waits for an item. */
class Turn extends Pending {
  private readonly sdkScript: Script = Script.running;

  constructor(readonly queue: u32) {
    super();
  }

  /** Whether nothing waits any more, as its context has ended. */
  get isVain(): bool {
    return this.sdkScript.isOver;
  }

  wait(): void {
    this.sdkWait();
  }

  end(): void {
    this.sdkArrive();
  }
}

// Pinned, and without its type: a global of that type would bring it into every module.
let turns: usize = 0;

function theTurns(): Turn[] {
  if (turns == 0) {
    const made: Turn[] = [];
    turns = __pin(changetype<usize>(made));
  }
  return changetype<Turn[]>(turns);
}

/** Waits until a queue may have an item; false where `until` is there before. */
export function waitForTurn(queue: u32, until: Pending | null): bool {
  const all = theTurns();
  dropVain(all);
  const turn = new Turn(queue);
  all.push(turn);
  if (until == null) {
    turn.wait();
    return true;
  }
  if (firstOf([turn, until]) == 0) return true;
  const at = all.indexOf(turn);
  if (at >= 0) all.splice(at, 1);
  return false;
}

/** Lets the first go on that waits for an item of a queue. */
export function endTurn(queue: u32): void {
  if (turns == 0) return;
  const all = theTurns();
  dropVain(all);
  for (let i = 0; i < all.length; i++) {
    const turn = all[i];
    if (turn.queue != queue) continue;
    all.splice(i, 1);
    turn.end();
    return;
  }
}

/** Forgets those whose contexts have ended. */
function dropVain(all: Turn[]): void {
  let length = 0;
  for (let i = 0; i < all.length; i++) {
    const turn = all[i];
    if (!turn.isVain) all[length++] = turn;
  }
  all.length = length;
}
