/**
 * The timers of the plugins of a VM, by when they are due. The plugin's clock calls them; see
 * `clockwork.ts`.
 */

/** How many timers a queue may have before it drops those that have ended. */
const FIRST_TIMERS: i32 = 64;

/** A function that is called after a time; what filters see of it is in `contexts/timer.ts`. */
export abstract class QueuedTimer {
  // What is not for filters begins with `sdk`, as in a context.
  /** When it is due, in nanoseconds. */
  protected sdkDue: u64 = 0;
  /** Where it stands in the queue: not later than it is due. */
  sdkPlace: u64 = 0;
  /** Tells timers apart that are due at once: the one that was set first comes first. */
  sdkOrder: u32 = 0;

  /** The number of the context that it is for. */
  abstract get sdkOwner(): u32;

  /** Whether it is not to be called any more. */
  abstract get sdkIsOver(): bool;

  /** Ends it. */
  abstract sdkEnd(): void;

  /** Called when it is due. */
  abstract sdkRun(now: u64): void;

  /** When it is due, in nanoseconds. */
  get sdkTime(): u64 {
    return this.sdkDue;
  }
}

/** The timers of a plugin and its streams. */
class TimerQueue {
  /** A heap: the timer at `i` stands before those at `2 * i + 1` and `2 * i + 2`. */
  private timers: QueuedTimer[] = [];
  private limit: i32 = FIRST_TIMERS;
  private orders: u32 = 0;
  /** Whether its timers are being called: the ticks are set afterwards. */
  isRunning: bool = false;
  /** The period of the proxy's ticks, in milliseconds. */
  period: u32 = 0;

  /** The queue of another plugin; each is pinned. */
  nextQueue: TimerQueue | null = null;

  constructor(readonly plugin: u32) {}

  get next(): u64 {
    const timers = this.timers;
    return timers.length > 0 ? unchecked(timers[0]).sdkPlace : u64.MAX_VALUE;
  }

  /** Adds a timer; returns whether it is the next one. */
  add(timer: QueuedTimer): bool {
    if (this.timers.length >= this.limit) this.dropEnded();
    timer.sdkOrder = this.orders++;
    return this.put(timer) == 0;
  }

  /** Calls the timers that are due. */
  run(now: u64): void {
    this.isRunning = true;
    while (this.next <= now) {
      const timer = this.takeFirst();
      if (timer.sdkIsOver) continue;
      // It was refreshed since it has its place.
      if (timer.sdkTime > now) this.put(timer);
      else timer.sdkRun(now);
    }
    this.isRunning = false;
  }

  /** Ends the timers of a context, or all of them where it is 0. */
  end(owner: u32): void {
    const all = this.timers;
    for (let i = 0; i < all.length; i++) {
      if (owner == 0 || unchecked(all[i]).sdkOwner == owner)
        unchecked(all[i]).sdkEnd();
    }
  }

  /** Forgets the timers that have ended; next once there are twice as many. */
  private dropEnded(): void {
    const all = this.timers;
    this.timers = [];
    for (let i = 0; i < all.length; i++) {
      if (!unchecked(all[i]).sdkIsOver) this.put(all[i]);
    }
    this.limit = max(FIRST_TIMERS, 2 * this.timers.length);
  }

  /** Puts a timer in its place, and returns that. */
  private put(timer: QueuedTimer): i32 {
    timer.sdkPlace = timer.sdkTime;
    const timers = this.timers;
    let at = timers.length;
    timers.push(timer);
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (isBefore(unchecked(timers[above]), timer)) break;
      unchecked((timers[at] = timers[above]));
      at = above;
    }
    unchecked((timers[at] = timer));
    return at;
  }

  private takeFirst(): QueuedTimer {
    const timers = this.timers;
    const first = unchecked(timers[0]);
    const last = timers.pop();
    const length = timers.length;
    if (length == 0) return first;
    let at = 0;
    while (true) {
      let below = 2 * at + 1;
      if (below >= length) break;
      if (
        below + 1 < length &&
        isBefore(unchecked(timers[below + 1]), unchecked(timers[below]))
      ) {
        below++;
      }
      if (isBefore(last, unchecked(timers[below]))) break;
      unchecked((timers[at] = timers[below]));
      at = below;
    }
    unchecked((timers[at] = last));
    return first;
  }
}

function isBefore(one: QueuedTimer, other: QueuedTimer): bool {
  return one.sdkPlace == other.sdkPlace
    ? one.sdkOrder < other.sdkOrder
    : one.sdkPlace < other.sdkPlace;
}

// Pinned, and without its type: a global of that type would bring it into every module.
let first: usize = 0;

/** Returns the queue of a plugin, or `null`. */
function findQueue(plugin: u32): TimerQueue | null {
  let queue = changetype<TimerQueue | null>(first);
  while (queue != null && queue.plugin != plugin) queue = queue.nextQueue;
  return queue;
}

function queueOf(plugin: u32): TimerQueue {
  let queue = findQueue(plugin);
  if (queue == null) {
    queue = new TimerQueue(plugin);
    queue.nextQueue = changetype<TimerQueue | null>(first);
    first = __pin(changetype<usize>(queue));
  }
  return queue;
}

/** Adds a timer of a plugin or its streams; returns whether the ticks are to be set. */
export function addTimer(plugin: u32, timer: QueuedTimer): bool {
  const queue = queueOf(plugin);
  return queue.add(timer) && !queue.isRunning;
}

/** Calls the timers of a plugin and its streams that are due. */
export function runTimers(plugin: u32, now: u64): void {
  const queue = findQueue(plugin);
  if (queue != null) queue.run(now);
}

/** Returns when the next timer of a plugin is due, in nanoseconds. */
export function nextTimer(plugin: u32): u64 {
  const queue = findQueue(plugin);
  return queue == null ? u64.MAX_VALUE : queue.next;
}

/** Notes how often the proxy is to tick; returns whether a tick that has just come does so. */
export function noteTicks(plugin: u32, period: u32, isTick: bool): bool {
  const queue = findQueue(plugin);
  if (queue == null) return false;
  const isKept = isTick && queue.period == period;
  queue.period = period;
  return isKept;
}

/** Ends the timers that are a plugin's own, and not those of its streams. */
export function endTimers(plugin: u32): void {
  const queue = findQueue(plugin);
  if (queue != null) queue.end(plugin);
}

/** Ends all timers of a plugin that has ended, and forgets them. */
export function dropTimers(plugin: u32): void {
  const queue = findQueue(plugin);
  if (queue == null) return;
  queue.end(0);
  let before = changetype<TimerQueue | null>(first);
  if (before == queue) first = changetype<usize>(queue.nextQueue);
  while (before != null && before.nextQueue != queue) before = before.nextQueue;
  if (before != null) before.nextQueue = queue.nextQueue;
  __unpin(changetype<usize>(queue));
}
