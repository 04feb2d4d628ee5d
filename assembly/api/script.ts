import { BufferType } from "../abi/enums";
import {
  beginScript,
  dropScript,
  endScript,
  runningScript,
  suspend,
} from "../runtime/script";
import { LACKS_TRANSFORM } from "../features";
import { refuseResponse, refuseWait } from "../runtime/refuse-wait";

/**
 * Code of a context that may wait, such as `onRequest` of a handler; what waits is in
 * `runtime/script.ts`. The SDK's own: filters see handlers and what they wait for.
 */
export abstract class Script {
  /** Where it waits: 0 before it has begun, while it runs, and once it has ended. */
  private saved: usize = 0;
  /** Whether its context has ended: what it waits for does not come any more. */
  isDropped: bool = false;
  /** Whether the code has ended. */
  isDone: bool = false;

  /** Returns the script that runs; ends the filter where none does. */
  static get running(): Script {
    const script = runningScript();
    if (script == 0) refuseWait();
    return changetype<Script>(script);
  }

  /** The number of its context. */
  abstract get owner(): u32;

  /** The number of its plugin. */
  abstract get plugin(): u32;

  /** The code. */
  abstract run(): void;

  /**
   * Called when the code waits or has ended, in a callback that is not its message's; the
   * active context may be another.
   */
  abstract settle(): void;

  /** Makes its context the proxy's active one; false where it is gone. */
  abstract activate(): bool;

  /**
   * Waits for the whole body of a message; false where it is larger than `limit`, or where
   * `until` is there before, the address of a `Pending` or 0.
   */
  collect(body: BufferType, limit: u32, until: usize): bool {
    refuseWait();
    return false;
  }

  /**
   * Waits for more of a body than it was given; returns where that begins, -1 at its end, or
   * where `until` is there before.
   */
  nextPart(body: BufferType, until: usize): i32 {
    refuseWait();
    return -1;
  }

  /** Notes that what it was given of a body has become longer, or shorter. */
  lengthen(by: i32): void {}

  /** Has a message's headers held while its body is read. */
  holdHeaders(body: BufferType): void {
    refuseWait();
  }

  /**
   * Waits for the end of a message; false where it has no trailers, or `until` is there
   * before.
   */
  trailers(body: BufferType, until: usize): bool {
    refuseWait();
    return false;
  }

  /** Whether it waits. */
  get isWaiting(): bool {
    return this.saved != 0;
  }

  /** Whether its code runs in this callback. */
  get isRunning(): bool {
    return changetype<usize>(this) == runningScript();
  }

  /** Whether it runs no further: it has ended, or its context has. */
  get isOver(): bool {
    return this.isDone || this.isDropped;
  }

  /** Runs the code, from its beginning or on from where it waits, up to where it waits next. */
  proceed(): void {
    if (LACKS_TRANSFORM) {
      ERROR(
        "Handlers need the transform of proxy-wasm-as: extend its asconfig.json.",
      );
    }
    const saved = this.saved;
    this.saved = 0;
    const left = runScript(changetype<usize>(this), saved);
    this.saved = left;
    if (left == 0) this.isDone = true;
    else if (this.isDropped) this.drop();
  }

  /** Goes on with the code, in a callback that is not its message's. */
  resume(): void {
    if (this.saved == 0 || !this.activate()) return;
    this.proceed();
    if (!this.isDropped) this.settle();
  }

  /** Forgets the code, as its context has ended. */
  drop(): void {
    this.isDropped = true;
    if (this.saved != 0) dropScript(this.saved);
    this.saved = 0;
  }

  /** Has the script that runs wait until `resume` or `proceed` is called. */
  static wait(): void {
    Script.leaveCallback();
    suspend();
  }

  /** Ends a filter whose response the proxy would not send. */
  static refuseResponse(): void {
    refuseResponse();
  }

  /**
   * Copies what the proxy shows in this callback alone, as the script that runs is to wait;
   * returns the script.
   */
  static leaveCallback(): Script {
    const script = Script.running;
    const last = changetype<Shown | null>(shown);
    shown = 0;
    if (last != null) last.sdkKeep();
    return script;
  }
}

/** What the proxy shows in the callback that runs alone, such as an answer. */
export interface Shown {
  /** Copies what a script may read once this callback is over. */
  sdkKeep(): void;
}

// Without its type, which would bring that into every module. Whoever sets it holds it.
let shown: usize = 0;

/** Notes what the proxy shows in this callback, until a script waits. */
export function setShown(answer: Shown | null): void {
  shown = changetype<usize>(answer);
}

/**
 * Runs a script: from its beginning, where `saved` is 0, or on from where it waits.
 * Returns where it waits, and 0 where it has ended.
 *
 * Takes addresses, as does `enter`: the compiler would note an object in the shadow stack,
 * which is another one on each side of `enter`.
 */
function runScript(script: usize, saved: usize): usize {
  beginScript(script, saved);
  enter(script);
  return endScript(saved);
}

/** The first function of each script. */
function enter(script: usize): void {
  changetype<Script>(script).run();
}
