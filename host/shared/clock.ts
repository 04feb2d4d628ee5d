/** How long the machine has been up when the proxy starts: an hour. */
const UPTIME = 3_600_000_000_000n;

/**
 * The proxy's time. It stands still until `Dispatcher.advance` moves it.
 *
 *     const clock = new Clock(new Date("2030-01-01"));
 *     clock.now; // 1_893_456_000_000_000_000n
 */
export class Clock {
  /** Nanoseconds since 1970. */
  now: bigint;
  /** When the machine started; the monotonic clock counts from here. */
  #start: bigint;

  constructor(start = new Date()) {
    this.now = BigInt(start.getTime()) * 1_000_000n;
    this.#start = this.now - UPTIME;
  }

  /** Nanoseconds on a clock that nobody sets, such as WASI's monotonic clock. */
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
}
