import { Status } from "../abi/enums";
import {
  addCallout,
  Callout,
  CalloutKind,
  removeCallout,
} from "../api/callout";
import { Script } from "../api/script";
import { Context } from "../contexts/context";

/** Code that may wait, of a context whose methods are callbacks. */
export abstract class CallScript extends Script {
  private guard: Callout | null = null;
  /** Whether it has waited for nothing yet. */
  isBeginning: bool = false;

  constructor(
    /** Whose it is: the code ends with it. */
    readonly context: Context,
  ) {
    super();
  }

  override get owner(): u32 {
    return this.context.id;
  }

  override get plugin(): u32 {
    return this.context.root.id;
  }

  /** Runs the code up to where it waits first. */
  begin(): void {
    this.isBeginning = true;
    this.proceed();
    this.isBeginning = false;
    if (this.isDone) return;
    const guard = new ScriptGuard(this);
    this.guard = guard;
    addCallout(guard, <u32>changetype<usize>(guard), this.owner);
  }

  override settle(): void {
    const guard = this.guard;
    if (guard != null && this.isDone) removeCallout(guard);
  }

  override activate(): bool {
    return this.context.activate() == Status.Ok;
  }
}

/** Ends the code of a context that has ended; as a callout it is told so. */
class ScriptGuard extends Callout {
  constructor(private readonly script: Script) {
    super(CalloutKind.None);
  }

  override sdkAbandon(): void {
    this.script.drop();
  }
}
