/** For how long the machine has been up when the proxy starts: an hour. */
const UPTIME = 3_600_000_000_000n;

interface Timer {
  at: bigint;
  run(): void;
}

/**
 * The proxy's time, which passes only when it is told to.
 *
 *     const clock = new VirtualClock();
 *     clock.after(100, () => tick());
 *     clock.advance(100);
 */
export class VirtualClock {
  /** Nanoseconds since 1970. */
  now: bigint;
  /** When the machine started, from where on the monotonic clock counts. */
  #start: bigint;
  #timers: Timer[] = [];
  readonly #posted: (() => void)[] = [];
  #busy = false;

  constructor(start = new Date()) {
    this.now = BigInt(start.getTime()) * 1_000_000n;
    this.#start = this.now - UPTIME;
  }

  /** Nanoseconds on a clock that nobody sets, as that of WASI. */
  get monotonic(): bigint {
    return this.now - this.#start;
  }

  set monotonic(time: bigint) {
    this.#start = this.now - time;
  }

  /** The time as JavaScript has it. */
  get date(): Date {
    return new Date(Number(this.now / 1_000_000n));
  }

  /** Runs something once the time has come; returns what takes it back. */
  after(milliseconds: number, run: () => void): () => void {
    const timer = { at: this.now + nanoseconds(milliseconds), run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer);
    };
  }

  /** Leaves something for when that is done which the proxy does now. */
  post(action: () => void): void {
    this.#posted.push(action);
  }

  /** Does something without a pause, and then what was posted meanwhile. */
  run<T>(run: () => T): T {
    if (this.#busy) return run();
    this.#busy = true;
    try {
      const result = run();
      for (;;) {
        const action = this.#posted.shift();
        if (action === undefined) return result;
        action();
      }
    } finally {
      this.#busy = false;
    }
  }

  /** Lets time pass, and runs what is due in its order. */
  advance(milliseconds: number): void {
    const end = this.now + nanoseconds(milliseconds);
    for (;;) {
      const next = this.#earliest(end);
      if (next === undefined) break;
      this.#timers = this.#timers.filter((each) => each !== next);
      this.now = next.at;
      this.run(() => next.run());
    }
    this.now = end;
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
