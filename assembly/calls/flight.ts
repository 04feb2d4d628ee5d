import { Status } from "../abi/enums";
import { Pending } from "../api/pending";
import { Context } from "../contexts/context";
import { CallScript } from "./call-script";
import { KeptAnswer } from "./kept-answer";

/**
 * A call of the plugin, for all who ask for the same: it does not end with the stream that
 * was first.
 */
export abstract class Flight extends CallScript {
  answer: KeptAnswer | null = null;
  private waiters: FlightWaiter[] = [];

  constructor(private readonly caller: Context) {
    super(caller);
  }

  /** Makes the call. */
  protected abstract fetch(): KeptAnswer;

  override run(): void {
    this.answer = this.fetch();
  }

  /** Begins; the plugin is the active context afterwards. */
  launch(): void {
    if (this.caller.activate() == Status.Ok) this.begin();
  }

  /** Waits until it is done. */
  wait(): void {
    if (this.isDone) return;
    const waiter = new FlightWaiter();
    this.waiters.push(waiter);
    waiter.wait();
  }

  override settle(): void {
    super.settle();
    if (!this.isDone) return;
    const waiters = this.waiters;
    this.waiters = [];
    for (let i = 0; i < waiters.length; i++) waiters[i].arrive();
  }
}

class FlightWaiter extends Pending {
  wait(): void {
    this.sdkWait();
  }

  arrive(): void {
    this.sdkArrive();
  }
}
