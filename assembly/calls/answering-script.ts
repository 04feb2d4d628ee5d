import { Status } from "../abi/enums";
import { HeldFunction } from "../api/held-function";
import { HttpAnswer } from "../api/http-answer";
import { HttpCall } from "../api/http-call";
import { Context } from "../contexts/context";
import { CallScript } from "./call-script";

type OnAnswer = (self: Context, answer: HttpAnswer) => void;

/** What waits for the answer to a call. */
export interface Answering {
  wait(call: HttpCall): HttpAnswer;
}

/** Asks for the answer to a call, for a context whose function is called with it. */
export class AnsweringScript extends CallScript {
  private sent: Status = Status.Ok;

  constructor(
    context: Context,
    private readonly asked: Answering,
    private readonly call: HttpCall,
    private readonly onAnswer: HeldFunction,
  ) {
    super(context);
  }

  /** Begins, and returns whether the function will be called. */
  start(): Status {
    this.begin();
    return this.sent;
  }

  override run(): void {
    const answer = this.asked.wait(this.call);
    // Never in the callback that has begun it, which has yet to stop the message.
    if (this.isBeginning) this.sent = statusOf(answer);
    else changetype<OnAnswer>(this.onAnswer)(this.context, answer);
  }
}

/** Why a call was not sent. */
function statusOf(answer: HttpAnswer): Status {
  const sent = answer.sdkSent;
  return sent == Status.Ok ? Status.InternalFailure : sent;
}
