import { Script } from "../api/script";

/**
 * Who holds something while a call is under way. Code that waits may end while it does, as
 * its stream has: nobody gives back what it held, so that is found when it is looked for.
 */
export class CallPermits {
  private holders: Script[] = [];

  /** How many hold one, after those have been left out that have ended. */
  count(): i32 {
    const holders = this.holders;
    let length = 0;
    for (let i = 0; i < holders.length; i++) {
      const holder = holders[i];
      if (!holder.isOver) holders[length++] = holder;
    }
    holders.length = length;
    return length;
  }

  /** Whether there may be more than so many; if so, `count` says. */
  isNear(limit: i32): bool {
    return this.holders.length >= limit;
  }

  /** Gives one to a script. */
  give(script: Script): void {
    // However rarely `count` is called, what has ended is not kept.
    if ((this.holders.length & 63) == 63) this.count();
    this.holders.push(script);
  }

  /** Takes one back. */
  takeBack(script: Script): void {
    const at = this.holders.indexOf(script);
    if (at < 0) return;
    const last = this.holders.pop();
    if (at < this.holders.length) this.holders[at] = last;
  }
}
