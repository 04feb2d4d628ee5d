/**
 * What the plugins of a VM wait for by the clock. The proxy has one clock for each plugin,
 * its ticks: they are set to what comes next, an alarm, a timer or the plugin's own `onTick`.
 */
import { Status } from "../abi/enums";
import { HAS_ALARMS, HAS_TIMERS, LACKS_TRANSFORM } from "../features";
import { monotonicNanoseconds } from "./clock";
import { Pending } from "./pending";
import { setTickPeriod } from "./plugin-calls";
import { Script } from "./script";
import {
  addTimer,
  dropTimers,
  nextTimer,
  noteTicks,
  QueuedTimer,
  runTimers,
} from "./timer-queue";

/** Nanoseconds in a millisecond. */
const MILLISECOND: u64 = 1_000_000;

/** How many alarms a clock may have before it drops those that nothing waits for. */
const FIRST_ALARMS: i32 = 64;

/** Something that ends after a time. */
export abstract class Alarm extends Pending {
  // Even one of 0 ms waits for the next tick, as a loop of them would not end otherwise.
  private readonly sdkDeadline: u64;

  constructor(
    milliseconds: u32,
    private readonly sdkScript: Script,
  ) {
    super();
    this.sdkDeadline =
      monotonicNanoseconds() + max<u64>(1, <u64>milliseconds * MILLISECOND);
    clockOf(sdkScript.plugin).add(this);
  }

  /** When it ends. */
  get sdkEnd(): u64 {
    return this.sdkDeadline;
  }

  /**
   * Whether nothing can wait for it any more, as its context has ended: where only its script
   * has, another one of the context may.
   */
  get sdkIsVain(): bool {
    return this.sdkScript.isDropped;
  }

  /** Called when it ends. */
  sdkFinish(): void {
    if (!LACKS_TRANSFORM) this.sdkArrive();
  }
}

/** The clock of a plugin. */
class Clock {
  /** A heap: the alarm at `i` ends before those at `2 * i + 1` and `2 * i + 2`. */
  private alarms: Alarm[] = [];
  /** How many alarms there may be before the vain ones are dropped. */
  private limit: i32 = FIRST_ALARMS;
  /** The period of the plugin's own `onTick`; 0 for none. */
  private period: u64 = 0;
  private next: u64 = 0;
  /** Whether the proxy's next tick is for that, and not for an alarm. */
  private isNext: bool = false;
  /** The tasks of the plugin that have not ended. */
  readonly tasks: Script[] = [];

  constructor(readonly plugin: u32) {}

  /** Sets the period in which the plugin's own `onTick` is called; 0 for never. */
  setOwnPeriod(milliseconds: u32): Status {
    const before = this.period;
    this.period = <u64>milliseconds * MILLISECOND;
    this.next = monotonicNanoseconds() + this.period;
    const status = this.set();
    if (status != Status.Ok) this.period = before;
    return status;
  }

  /** Ends the alarms that are due; returns whether the plugin's own `onTick` is due. */
  tick(): bool {
    const now = monotonicNanoseconds();
    if (HAS_ALARMS) {
      while (this.alarms.length > 0 && this.alarms[0].sdkEnd <= now) {
        takeFirst(this.alarms).sdkFinish();
      }
    }
    if (HAS_TIMERS) runTimers(this.plugin, now);
    if (this.period == 0) return false;
    // The proxy's clock may be a little ahead of the one that filters see.
    if (!this.isNext && this.next > now) return false;
    this.next = now + this.period;
    return true;
  }

  /** Sets the ticks of the plugin, which is active, to what comes next. */
  set(isTick: bool = false): Status {
    const alarms = this.alarms;
    let next =
      HAS_ALARMS && alarms.length > 0 ? alarms[0].sdkEnd : u64.MAX_VALUE;
    if (HAS_TIMERS) next = min(next, nextTimer(this.plugin));
    this.isNext = this.period != 0 && this.next <= next;
    if (this.isNext) next = this.next;
    if (next == u64.MAX_VALUE) return this.setTo(0, isTick);
    const now = monotonicNanoseconds();
    const left = next > now ? next - now : 0;
    return this.setTo(
      max<u32>(1, <u32>((left + MILLISECOND - 1) / MILLISECOND)),
      isTick,
    );
  }

  private setTo(period: u32, isTick: bool): Status {
    // The proxy goes on with the period that it has.
    if (HAS_TIMERS && noteTicks(this.plugin, period, isTick)) return Status.Ok;
    return setTickPeriod(period);
  }

  add(alarm: Alarm): void {
    if (this.alarms.length >= this.limit) this.dropVain();
    if (put(this.alarms, alarm) == 0) this.set();
  }

  /** Forgets the alarms of streams that have ended; next once there are twice as many. */
  private dropVain(): void {
    const all = this.alarms;
    const alarms: Alarm[] = [];
    for (let i = 0; i < all.length; i++) {
      if (!all[i].sdkIsVain) put(alarms, all[i]);
    }
    this.alarms = alarms;
    this.limit = max(FIRST_ALARMS, 2 * alarms.length);
  }
}

// Pinned, and without its type: a global of that type would bring it into every module.
let clocks: usize = 0;

function theClocks(): Clock[] {
  if (clocks == 0) {
    const made: Clock[] = [];
    clocks = __pin(changetype<usize>(made));
  }
  return changetype<Clock[]>(clocks);
}

function indexOf(plugin: u32): i32 {
  const all = theClocks();
  for (let i = 0; i < all.length; i++) {
    if (all[i].plugin == plugin) return i;
  }
  return -1;
}

function clockOf(plugin: u32): Clock {
  const all = theClocks();
  const at = indexOf(plugin);
  if (at >= 0) return all[at];
  const clock = new Clock(plugin);
  all.push(clock);
  return clock;
}

/** Sets the period in which a plugin's own `onTick` is called; 0 for never. */
export function setOwnTickPeriod(plugin: u32, milliseconds: u32): Status {
  return clockOf(plugin).setOwnPeriod(milliseconds);
}

/** Ends the alarms of a plugin that are due; returns whether its own `onTick` is due. */
export function tick(plugin: u32): bool {
  const at = indexOf(plugin);
  // Without a clock it asked the proxy for ticks by itself.
  return at < 0 || theClocks()[at].tick();
}

/** Sets the ticks of a plugin, which is active and ticks, to what comes next. */
export function setTicks(plugin: u32): void {
  const at = indexOf(plugin);
  if (at >= 0) theClocks()[at].set(true);
}

/** Adds a timer to a plugin, in a callback of it or its streams. */
export function startTimer(plugin: u32, timer: QueuedTimer): void {
  const clock = clockOf(plugin);
  if (addTimer(plugin, timer)) clock.set();
}

/** Notes a task of a plugin, which ends with it. */
export function addTask(task: Script): void {
  const tasks = clockOf(task.plugin).tasks;
  let length = 0;
  for (let i = 0; i < tasks.length; i++) {
    const other = tasks[i];
    if (!other.isOver) tasks[length++] = other;
  }
  tasks.length = length;
  tasks.push(task);
}

/** Ends the tasks of a plugin. */
export function endTasks(plugin: u32): void {
  const at = indexOf(plugin);
  if (at < 0) return;
  const tasks = theClocks()[at].tasks;
  for (let i = 0; i < tasks.length; i++) tasks[i].drop();
  tasks.length = 0;
}

/** Forgets the clock of a plugin that has ended, and ends its tasks. */
export function endClock(plugin: u32): void {
  if (HAS_ALARMS) endTasks(plugin);
  if (HAS_TIMERS) dropTimers(plugin);
  const at = indexOf(plugin);
  if (at >= 0) theClocks().splice(at, 1);
}

/** Adds an alarm to a heap; returns its place. */
function put(alarms: Alarm[], alarm: Alarm): i32 {
  let at = alarms.length;
  alarms.push(alarm);
  while (at > 0) {
    const above = (at - 1) >> 1;
    if (alarms[above].sdkEnd <= alarm.sdkEnd) break;
    alarms[at] = alarms[above];
    at = above;
  }
  alarms[at] = alarm;
  return at;
}

function takeFirst(alarms: Alarm[]): Alarm {
  const first = alarms[0];
  const last = alarms.pop();
  const length = alarms.length;
  if (length == 0) return first;
  let at = 0;
  while (true) {
    let below = 2 * at + 1;
    if (below >= length) break;
    if (below + 1 < length && alarms[below + 1].sdkEnd < alarms[below].sdkEnd) {
      below++;
    }
    if (alarms[below].sdkEnd >= last.sdkEnd) break;
    alarms[at] = alarms[below];
    at = below;
  }
  alarms[at] = last;
  return first;
}
