import { Clock } from "./clock.ts";

interface Timer {
  at: bigint;
  run(): void;
}

/**
 * The proxy's event loop, named after Envoy's `Event::Dispatcher`: it runs one thing
 * at a time, then what was posted meanwhile, and timers as its clock reaches them.
 *
 *     const dispatcher = new Dispatcher(new Clock());
 *     dispatcher.after(100, () => tick());
 *     dispatcher.advance(100);
 */
export class Dispatcher {
  readonly clock: Clock;
  #timers: Timer[] = [];
  readonly #posted: (() => void)[] = [];
  #isRunning = false;
  readonly #onIdle = new Set<() => void>();

  constructor(clock = new Clock()) {
    this.clock = clock;
  }

  /** Sets a timer; returns a function that cancels it. */
  after(milliseconds: number, run: () => void): () => void {
    const timer = { at: this.clock.now + nanoseconds(milliseconds), run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer);
    };
  }

  /** Queues an action to run once whatever is running now is done. */
  post(action: () => void): void {
    this.#posted.push(action);
  }

  /**
   * Calls a function each time when nothing is left to run; returns a function that
   * ends it.
   */
  whenIdle(check: () => void): () => void {
    this.#onIdle.add(check);
    return () => void this.#onIdle.delete(check);
  }

  /**
   * Runs something, then everything posted meanwhile, in order. Inside another
   * `run` it only runs it: the outermost one empties the queue.
   */
  run<T>(run: () => T): T {
    if (this.#isRunning) return run();
    this.#isRunning = true;
    try {
      const result = run();
      for (;;) {
        const action = this.#posted.shift();
        if (action === undefined) {
          for (const check of this.#onIdle) check();
          return result;
        }
        action();
      }
    } finally {
      this.#isRunning = false;
    }
  }

  /** Moves the clock forward, and runs the timers that are due in their order. */
  advance(milliseconds: number): void {
    const { clock } = this;
    const end = clock.now + nanoseconds(milliseconds);
    for (;;) {
      const next = this.#earliest(end);
      if (next === undefined) break;
      this.#timers = this.#timers.filter((each) => each !== next);
      clock.now = next.at;
      this.run(() => next.run());
    }
    clock.now = end;
  }

  #earliest(end: bigint): Timer | undefined {
    let found: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.at > end) continue;
      if (found === undefined || timer.at < found.at) found = timer;
    }
    return found;
  }
}

function nanoseconds(milliseconds: number): bigint {
  return BigInt(Math.round(milliseconds * 1_000_000));
}
