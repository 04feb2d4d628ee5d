import { Status } from "../abi/enums";
import { monotonicNanoseconds } from "./clock";
import { Pending } from "./pending";
import { setTickPeriod } from "./plugin-calls";
import { Script } from "./script";

/** Nanoseconds in a millisecond. */
const MILLISECOND: u64 = 1_000_000;

/**
 * A pause of a handler's method, which begins when it is made: alone, or as a limit for
 * something else.
 *
 * It ends by the ticks of the plugin, which are a millisecond apart at best. A plugin that
 * has an `onTick` of its own gets its ticks as before.
 *
 * ```ts
 * class Patient extends HttpHandler {
 *   onRequest(): void {
 *     const answer = new HttpCall("slow").path("/").begin();
 *     if (firstOf([answer, new Pause(100)]) == 1) log.info("goes on without it");
 *   }
 * }
 * registerHttpHandler<Patient>("patient");
 * ```
 */
export class Pause extends Pending {
  private readonly sdkDeadline: u64;

  constructor(milliseconds: u32) {
    super();
    this.sdkDeadline = monotonicNanoseconds() + <u64>milliseconds * MILLISECOND;
    addPause(this);
  }

  /** Waits until the pause is over. */
  wait(): void {
    this.sdkWait();
  }

  /** When it is over. */
  get sdkEnd(): u64 {
    return this.sdkDeadline;
  }

  /** Ends it. */
  sdkFinish(): void {
    this.sdkArrive();
  }
}

/**
 * Has a handler's method wait for a time, as by `new Pause(milliseconds).wait()`.
 *
 * ```ts
 * class Slow extends HttpHandler {
 *   onRequest(): void {
 *     sleep(50);
 *   }
 * }
 * registerHttpHandler<Slow>("slow");
 * ```
 */
export function sleep(milliseconds: u32): void {
  new Pause(milliseconds).wait();
}

/** The ticks that a plugin has asked for itself. */
class OwnTicks {
  next: u64 = 0;
  /** Whether the proxy's next tick is for these, and not for a pause. */
  isNext: bool = false;

  constructor(
    readonly plugin: u32,
    public period: u64,
  ) {}
}

class Clockwork {
  /** The pauses as a heap: each ends before those at twice its place and the next. */
  readonly pauses: Pause[] = [];
  readonly own: OwnTicks[] = [];
}

// Pinned, and without its type: a global of that type would bring it into every module.
let clockwork: usize = 0;

function theClockwork(): Clockwork {
  if (clockwork == 0) {
    clockwork = __pin(changetype<usize>(new Clockwork()));
  }
  return changetype<Clockwork>(clockwork);
}

function ownTicks(plugin: u32): OwnTicks | null {
  const own = theClockwork().own;
  for (let i = 0; i < own.length; i++) {
    if (own[i].plugin == plugin) return own[i];
  }
  return null;
}

/** Sets the period in which a plugin's own `onTick` is called; 0 for never. */
export function setOwnTickPeriod(plugin: u32, milliseconds: u32): Status {
  let own = ownTicks(plugin);
  if (own == null) {
    own = new OwnTicks(plugin, 0);
    theClockwork().own.push(own);
  }
  const before = own.period;
  own.period = <u64>milliseconds * MILLISECOND;
  own.next = monotonicNanoseconds() + own.period;
  const status = setTicks(plugin);
  if (status != Status.Ok) own.period = before;
  return status;
}

/** Ends the pauses that are over; returns whether the plugin's own `onTick` is due. */
export function tick(plugin: u32): bool {
  const pauses = theClockwork().pauses;
  const now = monotonicNanoseconds();
  while (pauses.length > 0 && pauses[0].sdkEnd <= now)
    takeFirst(pauses).sdkFinish();
  const own = ownTicks(plugin);
  if (own == null || own.period == 0) return false;
  // The proxy's clock may be a little ahead of the one that filters see.
  if (!own.isNext && own.next > now) return false;
  own.next = now + own.period;
  return true;
}

/** Sets the ticks of a plugin, which is active, to what comes next. */
export function setTicks(plugin: u32): Status {
  const pauses = theClockwork().pauses;
  const own = ownTicks(plugin);
  let next = pauses.length > 0 ? pauses[0].sdkEnd : u64.MAX_VALUE;
  if (own != null) {
    own.isNext = own.period != 0 && own.next <= next;
    if (own.isNext) next = own.next;
  }
  if (next == u64.MAX_VALUE) return setTickPeriod(0);
  const now = monotonicNanoseconds();
  const left = next > now ? next - now : 0;
  return setTickPeriod(
    max<u32>(1, <u32>((left + MILLISECOND - 1) / MILLISECOND)),
  );
}

function addPause(pause: Pause): void {
  const pauses = theClockwork().pauses;
  let at = pauses.length;
  pauses.push(pause);
  while (at > 0) {
    const above = (at - 1) >> 1;
    if (pauses[above].sdkEnd <= pause.sdkEnd) break;
    pauses[at] = pauses[above];
    at = above;
  }
  pauses[at] = pause;
  if (at == 0) setTicks(Script.running.plugin);
}

function takeFirst(pauses: Pause[]): Pause {
  const first = pauses[0];
  const last = pauses.pop();
  const length = pauses.length;
  if (length == 0) return first;
  let at = 0;
  while (true) {
    let below = 2 * at + 1;
    if (below >= length) break;
    if (below + 1 < length && pauses[below + 1].sdkEnd < pauses[below].sdkEnd) {
      below++;
    }
    if (pauses[below].sdkEnd >= last.sdkEnd) break;
    pauses[at] = pauses[below];
    at = below;
  }
  pauses[at] = last;
  return first;
}
