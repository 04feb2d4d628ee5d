import { Status } from "../abi/enums";
import { HeldFunction } from "../api/held-function";
import { Pending } from "../api/pending";
import { Context } from "../contexts/context";

type OnKeys = (self: Context) => void;

/** Who waits for keys that are being fetched. */
export abstract class JwksWaiter {
  /** Lets who waits go on; the context that is active afterwards is another. */
  abstract release(): void;
}

/** A context whose function is called. */
export class CallbackWaiter extends JwksWaiter {
  constructor(
    private readonly context: Context,
    private readonly onKeys: HeldFunction,
  ) {
    super();
  }

  override release(): void {
    // It may have ended.
    if (this.context.activate() != Status.Ok) return;
    changetype<OnKeys>(this.onKeys)(this.context);
  }
}

/** A handler that waits. */
export class HandlerWaiter extends JwksWaiter {
  private readonly pending: KeysPending = new KeysPending();

  /** Waits until `release` is called. */
  wait(): void {
    this.pending.wait();
  }

  override release(): void {
    this.pending.arrive();
  }
}

class KeysPending extends Pending {
  wait(): void {
    this.sdkWait();
  }

  arrive(): void {
    this.sdkArrive();
  }
}
