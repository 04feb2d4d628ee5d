import { Status } from "../abi/enums";
import { HeldFunction } from "../api/held-function";
import { HttpAnswer } from "../api/http-answer";
import { HttpCall } from "../api/http-call";
import { HttpCallOutcome } from "../api/http-call-response";
import { Pause } from "../api/pause";
import { firstOf, Pending } from "../api/pending";
import { Script } from "../api/script";
import { Context } from "../contexts/context";
import { Bulkhead } from "./bulkhead";
import { Answering, AnsweringScript } from "./answering-script";
import { CircuitBreaker } from "./circuit-breaker";
import { RetryBudget } from "./retry-budget";
import { isIdempotent, RetryPolicy } from "./retry-policy";

/**
 * How to call a service that may be slow or fail: with retries, one time limit for all of
 * them, hedging, a circuit breaker and a bulkhead. A part that is not set does nothing.
 *
 * In a handler or a task `wait` sends a call and waits for its answer; with callbacks `send`
 * calls a function with it. Either way there is one answer, whatever happens: if a call was
 * not sent, or its time is over, `HttpAnswer.outcome` and `failure` say so. If the stream ends
 * before, the call ends with it, and no function is called.
 *
 * Make it once, as in a field of the plugin. The timeout of a call itself is that of each
 * attempt.
 *
 * ```ts
 * class Plugin extends RootContext {
 *   users: CallPolicy = new CallPolicy()
 *     .timeLimit(1000)
 *     .retry(new RetryPolicy(2))
 *     .breaker(new CircuitBreaker());
 *   createHttpContext(): HttpContext {
 *     return new Auth();
 *   }
 * }
 * class Auth extends HttpHandlerOf<Plugin> {
 *   onRequest(): void {
 *     const call = new HttpCall("users").path("/me").timeout(300);
 *     const answer = this.plugin.users.wait(call);
 *     if (answer.status != 200) this.respond(new LocalResponse(503));
 *   }
 * }
 * registerRootContext<Plugin>("calling");
 * ```
 */
export class CallPolicy implements Answering {
  private retries: RetryPolicy | null = null;
  private circuit: CircuitBreaker | null = null;
  private bounds: Bulkhead | null = null;
  private limit: u32 = 0;
  private hedgeAfter: u32 = 0;
  private hedges: i32 = 0;

  /** Sets when calls are tried again. */
  retry(policy: RetryPolicy): this {
    this.retries = policy;
    return this;
  }

  /** Makes calls fail at once while the service fails. */
  breaker(breaker: CircuitBreaker): this {
    this.circuit = breaker;
    return this;
  }

  /** Makes calls fail at once while too many are under way. */
  bulkhead(bulkhead: Bulkhead): this {
    this.bounds = bulkhead;
    return this;
  }

  /** Sets after how many milliseconds a call fails, with all its attempts; 0 is never. */
  timeLimit(milliseconds: u32): this {
    this.limit = milliseconds;
    return this;
  }

  /**
   * Sends a call again if it has no answer after so many milliseconds, up to `most` times, and
   * takes the first answer with a status below 500. Only for methods that are idempotent; see
   * `RetryPolicy`.
   */
  hedge(milliseconds: u32, most: i32 = 1): this {
    this.hedgeAfter = max<u32>(1, milliseconds);
    this.hedges = most;
    return this;
  }

  /** Sends a call, and waits for its answer; in a handler's method or a task. */
  wait(call: HttpCall): HttpAnswer {
    const script = Script.running;
    const bounds = this.bounds;
    if (bounds != null && !bounds.sdkEnter(script)) {
      return rejected("The call was not sent: too many are under way", false);
    }
    const budget = this.budget;
    if (budget != null) budget.sdkBegin(script);
    const answer = this.sendAll(call, script);
    if (budget != null) budget.sdkEnd(script);
    if (bounds != null) bounds.sdkLeave(script);
    return answer;
  }

  /**
   * Sends a call, and calls a function with its answer in a later callback, in which the
   * context is active: exactly once, if the result is Ok and the stream has not ended by then.
   * If it is not Ok, as with an open circuit, nothing was sent, and the function is not called.
   * The function may wait. In a handler use `wait`.
   *
   * ```ts
   * class Plugin extends RootContext {
   *   users: CallPolicy = new CallPolicy().retry(new RetryPolicy(2));
   *   createHttpContext(): HttpContext {
   *     return new Auth();
   *   }
   * }
   * class Auth extends HttpContextOf<Plugin> {
   *   onRequestHeaders(count: i32, endOfStream: bool): FilterHeadersStatus {
   *     const call = new HttpCall("users").path("/me");
   *     const status = this.plugin.users.send<Auth>(this, call, (self, answer) => {
   *       if (answer.status == 200) self.continueRequest();
   *       else self.sendLocalResponse(new LocalResponse(503));
   *     });
   *     if (status == Status.Ok) {
   *       return FilterHeadersStatus.StopAllIterationAndWatermark;
   *     }
   *     this.sendLocalResponse(new LocalResponse(503));
   *     return FilterHeadersStatus.StopIteration;
   *   }
   * }
   * registerRootContext<Plugin>("calling");
   * ```
   */
  send<T extends Context>(
    context: T,
    call: HttpCall,
    onAnswer: (self: T, answer: HttpAnswer) => void,
  ): Status {
    const held = changetype<HeldFunction>(onAnswer);
    return new AnsweringScript(context, this, call, held).start();
  }

  private get budget(): RetryBudget | null {
    const retries = this.retries;
    if (retries == null) return null;
    return retries.sdkBudget;
  }

  private sendAll(call: HttpCall, script: Script): HttpAnswer {
    const limit = this.limit;
    let end: Pause | null = null;
    if (limit != 0) end = new Pause(limit);
    let last: HttpAnswer | null = null;
    let attempt = 0;
    while (true) {
      const circuit = this.circuit;
      if (circuit != null && !circuit.sdkEnter(script)) {
        if (last != null) return last;
        return rejected("The call was not sent: its circuit is open", false);
      }
      const answer = this.sendOnce(call, end);
      if (circuit != null) circuit.sdkNote(script, isRight(answer));
      last = answer;
      const retries = this.retries;
      if (retries == null || attempt >= retries.retries) return answer;
      if (end != null && end.isThere) return answer;
      if (!retries.sdkWants(call.sdkMethod, answer)) return answer;
      const budget = retries.sdkBudget;
      if (budget != null && !budget.sdkRetry(script)) return answer;
      const pause = new Pause(retries.sdkWait(attempt++, answer));
      if (end == null) pause.wait();
      else if (firstOf([<Pending>end, <Pending>pause]) == 0) return answer;
    }
  }

  /** Sends a call, and again where its answer is late; returns the first that is right. */
  private sendOnce(call: HttpCall, end: Pause | null): HttpAnswer {
    const first = call.begin();
    let left = isIdempotent(call.sdkMethod) ? this.hedges : 0;
    if (left == 0 && end == null) return first.wait();
    const answers: HttpAnswer[] = [first];
    let late: Pause | null = null;
    if (left > 0) late = new Pause(this.hedgeAfter);
    while (true) {
      const several: Pending[] = [];
      for (let i = 0; i < answers.length; i++) several.push(answers[i]);
      if (late != null) several.push(late);
      if (end != null) several.push(end);
      const index = firstOf(several);
      if (index < answers.length) {
        const answer = answers[index];
        if (isRight(answer) || answers.length == 1) return answer;
        answers.splice(index, 1);
      } else if (late != null && index == answers.length) {
        answers.push(call.begin());
        left--;
        late = left > 0 ? new Pause(this.hedgeAfter) : null;
      } else return rejected("The call took too long", true);
    }
  }
}

/** Makes the answer to a call that has none. */
function rejected(why: string, isLate: bool): HttpAnswer {
  const answer = HttpAnswer.sdkMake();
  answer.sdkReject(why, isLate);
  return answer;
}

/** Tells whether a service has answered as it should. */
function isRight(answer: HttpAnswer): bool {
  return answer.outcome == HttpCallOutcome.Answered && answer.status < 500;
}
