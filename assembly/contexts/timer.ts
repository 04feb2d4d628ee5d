import { Status } from "../abi/enums";
import { monotonicNanoseconds } from "../api/clock";
import { startTimer } from "../api/clockwork";
import { HeldFunction } from "../api/held-function";
import { QueuedTimer } from "../api/timer-queue";
import { Context, ContextKind } from "./context";

/** Nanoseconds in a millisecond. */
const MILLISECOND: u64 = 1_000_000;

type Run = (self: Context) => void;

/**
 * A function that `setTimeout` or `setInterval` has set. It ends by `cancel`, after its one
 * call by `setTimeout`, or with its context; until then it keeps its variables in memory.
 *
 * ```ts
 * class Upload extends HttpContext {
 *   private idle: Timer | null = null;
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     this.idle = setTimeout<Upload>(this, (self) => self.giveUp(), 10_000);
 *     return FilterHeadersStatus.Continue;
 *   }
 *   onRequestBody(size: i32, endOfStream: bool): FilterDataStatus {
 *     const idle = this.idle;
 *     if (idle != null) {
 *       if (endOfStream) idle.cancel();
 *       else idle.refresh();
 *     }
 *     return FilterDataStatus.Continue;
 *   }
 *   private giveUp(): void {
 *     this.sendLocalResponse(new LocalResponse(408));
 *   }
 * }
 * ```
 */
export class Timer extends QueuedTimer {
  private context: Context | null;
  private readonly period: u64;

  /** For the SDK: filters have `setTimeout` and `setInterval`. */
  constructor(
    context: Context,
    private run: HeldFunction,
    milliseconds: u32,
    private readonly repeats: bool,
  ) {
    super();
    if (context.sdkKind == ContextKind.None) {
      throw new Error("Cannot set a timer: its context has not begun");
    }
    this.context = context;
    this.period = max<u64>(1, <u64>milliseconds) * MILLISECOND;
    this.start(context);
  }

  /** Whether it will be called (again). */
  get isActive(): bool {
    return !this.sdkIsOver;
  }

  /** Ends it; the function is not called any more. */
  cancel(): void {
    this.sdkEnd();
  }

  /**
   * Begins its time again, from now on. It only reads the clock, so it may be called for each
   * part of a body. Does nothing once the timer has ended.
   */
  refresh(): void {
    if (this.isActive) this.sdkDue = monotonicNanoseconds() + this.period;
  }

  /** For the SDK: the number of the context that it is for. */
  override get sdkOwner(): u32 {
    const context = this.context;
    return context == null ? 0 : context.sdkId;
  }

  /** For the SDK: whether it is not to be called any more. */
  override get sdkIsOver(): bool {
    const context = this.context;
    return context == null || context.sdkKind == ContextKind.Ended;
  }

  /** For the SDK: ends it. */
  override sdkEnd(): void {
    this.context = null;
    this.run = changetype<HeldFunction>(<usize>0);
  }

  /** For the SDK: calls the function. */
  override sdkRun(now: u64): void {
    const context = this.context;
    if (context == null) return;
    if (context.activate() != Status.Ok) return this.sdkEnd();
    const run = this.run;
    if (this.repeats) {
      const period = this.period;
      // Missed times count as one.
      this.sdkDue += ((now - this.sdkDue) / period + 1) * period;
      startTimer(context.root.sdkId, this);
    } else this.sdkEnd();
    changetype<Run>(run)(context);
  }

  private start(context: Context): void {
    // In `onDelete` the plugin's clock is gone.
    if (this.sdkIsOver) return;
    this.sdkDue = monotonicNanoseconds() + this.period;
    startTimer(context.root.sdkId, this);
  }
}

/**
 * Calls a function once, after a time in milliseconds, and returns its timer.
 *
 * The context is the plugin or a stream of it. A stream is the active context while its
 * function runs, as in its own callbacks, and its timers end with it. The functions of a
 * plugin run in each worker, as `onTick` does, and end when it is configured again. Such a
 * function may not wait; in a handler, `sleep` and `Pause` do.
 *
 * Any number of timers, pauses and the plugin's `onTick` share the proxy's ticks, which come
 * when the next of them is due, and not at all if none is. Ticks are at least a millisecond
 * apart, so 0 is 1 ms. Throws where the context has not begun, as in its constructor. In
 * `onDelete`, where the context has ended, the function is not called.
 *
 * ```ts
 * class Slow extends HttpContext {
 *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
 *     setTimeout<Slow>(this, (self) => self.continueRequest(), 50);
 *     return FilterHeadersStatus.StopAllIterationAndWatermark;
 *   }
 * }
 * registerHttpContext<Slow>("slow");
 * ```
 */
export function setTimeout<T extends Context>(
  context: T,
  run: (self: T) => void,
  milliseconds: u32,
): Timer {
  return new Timer(context, changetype<HeldFunction>(run), milliseconds, false);
}

/**
 * Calls a function each time so many milliseconds have passed, and returns its timer; see
 * `setTimeout`. 0 is 1 ms.
 *
 * Each time counts from the one before, so a late tick does not put off those that follow.
 * Missed times count as one.
 *
 * ```ts
 * class Plugin extends RootContext {
 *   private seen: i32 = 0;
 *   onConfigure(): bool {
 *     setInterval<Plugin>(this, (self) => self.report(), 10_000);
 *     setInterval<Plugin>(this, (self) => log.info("an hour"), 3_600_000);
 *     return true;
 *   }
 *   private report(): void {
 *     log.info(this.seen.toString());
 *   }
 * }
 * registerRootContext<Plugin>("reports");
 * ```
 */
export function setInterval<T extends Context>(
  context: T,
  run: (self: T) => void,
  milliseconds: u32,
): Timer {
  return new Timer(context, changetype<HeldFunction>(run), milliseconds, true);
}
