import { Alarm } from "./clockwork";
import { Script } from "./script";

/**
 * A pause of a handler's method or a task, which begins when it is made: to wait for, or as
 * the limit of another wait.
 *
 * It is kept until it is over, or its stream has ended: where a task waits often, use one
 * pause as the limit of several waits.
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
export class Pause extends Alarm {
  constructor(milliseconds: u32) {
    super(milliseconds, Script.running);
  }

  /** Waits until the pause is over. */
  wait(): void {
    this.sdkWait();
  }
}

/**
 * Has a handler's method or a task wait for a time, as by `new Pause(milliseconds).wait()`.
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
