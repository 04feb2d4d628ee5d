import { Status } from "../abi/enums";
import { HeldFunction } from "../api/held-function";
import { HttpAnswer } from "../api/http-answer";
import { Context } from "../contexts/context";
import { CallScript } from "./call-script";

type OnAnswer = (self: Context, answer: HttpAnswer) => void;

/** Code that asks for an answer, for a context whose function is called with it. */
export abstract class AnsweringScript extends CallScript {
  private sent: Status = Status.Ok;

  constructor(
    context: Context,
    private readonly onAnswer: HeldFunction,
  ) {
    super(context);
  }

  /** Waits for the answer. */
  protected abstract ask(): HttpAnswer;

  /** Begins, and returns whether the function will be called. */
  start(): Status {
    this.begin();
    return this.sent;
  }

  override run(): void {
    const answer = this.ask();
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
