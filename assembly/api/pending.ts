import { refuseSecondWait } from "../runtime/refuse-wait";
import { suspend } from "../runtime/script";
import { Callout, CalloutKind } from "./callout";
import { Script } from "./script";

/**
 * Something that a handler waits for, and that may be there already: the answer to a
 * call that was started, a pause.
 *
 * ```ts
 * class Both extends HttpHandler {
 *   onRequest(): void {
 *     const one = new HttpCall("one").path("/").begin();
 *     const two = new HttpCall("two").path("/").begin();
 *     const first = firstOf([one, two]);
 *     log.info(first == 0 ? "one was faster" : "two was faster");
 *   }
 * }
 * registerHttpHandler<Both>("both");
 * ```
 */
export abstract class Pending extends Callout {
  // What is not for filters begins with `sdk`, as in a context.
  /** The script that waits for it now. */
  private sdkWaiter: Script | null = null;
  private sdkIsThere: bool = false;

  constructor() {
    super(CalloutKind.None);
  }

  /** Whether it is there, so that waiting for it takes no time. */
  get isThere(): bool {
    return this.sdkIsThere;
  }

  /** Whether a script waits for it. */
  protected get sdkIsAwaited(): bool {
    return this.sdkWaiter != null;
  }

  /** Has the script that runs wait until this is there. */
  protected sdkWait(): void {
    if (this.sdkPrepare()) suspend();
  }

  /** Has the script that runs go on once this is there; false where it already is. */
  private sdkPrepare(): bool {
    if (this.sdkIsThere) return false;
    this.sdkExpectFor(Script.leaveCallback());
    return true;
  }

  /** Sets the script that goes on as soon as this is there. */
  sdkExpectFor(script: Script | null): void {
    const waiter = this.sdkWaiter;
    if (script != null && waiter != null && waiter.isWaiting) {
      refuseSecondWait();
    }
    this.sdkWaiter = script;
  }

  /** Notes that it is there, where nothing can wait for it yet. */
  protected sdkBeThere(): void {
    this.sdkIsThere = true;
  }

  /** Notes that it was taken. */
  protected sdkBeAway(): void {
    this.sdkIsThere = false;
  }

  /** Notes that it is there, and lets the script go on that waits for it. */
  protected sdkArrive(): void {
    this.sdkIsThere = true;
    const waiter = this.sdkWaiter;
    if (waiter == null) return;
    this.sdkWaiter = null;
    waiter.resume();
  }
}

/**
 * What may end the wait for a message. Where a filter has nothing of the kind, the transform
 * makes it `NoLimit`, so that its module has no class for it.
 */
export type WaitLimit = Pending;

@unmanaged
@final
export class NoLimit {}

/**
 * Waits until the first of several is there, and returns its position; where several are,
 * the least. Only in a handler's methods, a task's `run`, and what they call. Throws
 * where there are none.
 *
 * ```ts
 * class Fastest extends HttpHandler {
 *   onRequest(): void {
 *     const one = new HttpCall("one").path("/").begin();
 *     const two = new HttpCall("two").path("/").begin();
 *     const answer = firstOf([one, two]) == 0 ? one : two;
 *     this.request.headers.set("x-answer", answer.text());
 *   }
 * }
 * registerHttpHandler<Fastest>("fastest");
 * ```
 */
export function firstOf(several: Pending[]): i32 {
  if (several.length == 0) throw new Error("Cannot wait for the first of none");
  while (true) {
    for (let i = 0; i < several.length; i++) {
      if (several[i].isThere) return i;
    }
    expectFor(several, Script.running);
    Script.wait();
    expectFor(several, null);
  }
}

function expectFor(several: Pending[], script: Script | null): void {
  for (let i = 0; i < several.length; i++) several[i].sdkExpectFor(script);
}
