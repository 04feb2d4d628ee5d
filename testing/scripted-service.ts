import { Answer } from "./answer";
import { HttpCall } from "./http-call";

/** What a service does with a call. */
class Step {
  constructor(
    /** Its answer; `null` where it fails, or does not answer. */
    readonly answer: Answer | null,
    /** Why it fails. */
    readonly reason: string,
    /** After how many milliseconds; infinite where it does not answer. */
    readonly after: f64,
  ) {}
}

/** A call that the service has got, and when it is answered. */
class Got {
  constructor(
    readonly call: HttpCall,
    readonly step: Step,
    readonly due: f64,
  ) {}
}

/**
 * A service that answers the HTTP calls of filters by a script: the first call as the first
 * step says, and so on; the last step is for all further calls. Without a step it answers 200.
 * It answers while `ProxyHost.advance` lets time pass, also by `advance(0)`.
 *
 * ```ts
 * const plugin = startPlugin("auth");
 * plugin.host
 *   .addService("users")
 *   .fail()
 *   .answer(new Answer(503), 20)
 *   .answer(new Answer(200).body("ada"));
 * const stream = plugin.get("/");
 * plugin.host.advance(1000);
 * expect(stream.response.status).toBe(200);
 * ```
 */
export class ScriptedService {
  private readonly steps: Step[] = [];
  private readonly waiting: Got[] = [];
  private readonly seen: string[] = [];

  constructor(
    /** The cluster that filters call. */
    readonly cluster: string,
  ) {}

  /** Adds a step: the call is answered, after some milliseconds. */
  answer(answer: Answer, after: f64 = 0): this {
    this.steps.push(new Step(answer, "", after));
    return this;
  }

  /** Adds a step: the connection breaks, after some milliseconds; see `HttpCall.fail`. */
  fail(after: f64 = 0, reason: string = "connection termination"): this {
    this.steps.push(new Step(null, reason, after));
    return this;
  }

  /** Adds a step: the call is not answered, and fails by its timeout. */
  stayAway(): this {
    this.steps.push(new Step(null, "", Infinity));
    return this;
  }

  /** The calls that it has got, in order, as `METHOD /path`. */
  get calls(): string[] {
    return this.seen;
  }

  /** Takes what is for it of the calls that wait, and answers what is due; for `ProxyHost`. */
  serve(calls: HttpCall[], now: f64): void {
    for (let i = 0; i < this.waiting.length; i++) {
      if (!this.waiting[i].call.isPending) this.waiting.splice(i--, 1);
    }
    const own: HttpCall[] = [];
    for (let i = 0; i < calls.length; i++) {
      if (calls[i].cluster == this.cluster) own.push(calls[i]);
    }
    // Those that it has got already come first.
    for (let i = this.waiting.length; i < own.length; i++) {
      this.take(own[i], now);
    }
    for (let i = 0; i < this.waiting.length; i++) {
      const got = this.waiting[i];
      if (got.due > now) continue;
      this.waiting.splice(i--, 1);
      // An answer may have ended another call.
      if (!got.call.isPending) continue;
      const answer = got.step.answer;
      if (answer != null) got.call.respond(answer);
      else got.call.fail(got.step.reason);
    }
  }

  private take(call: HttpCall, now: f64): void {
    const method = call.header(":method");
    const path = call.header(":path");
    const last = this.steps.length - 1;
    const step =
      last < 0
        ? new Step(new Answer(), "", 0)
        : this.steps[min(this.seen.length, last)];
    this.seen.push(
      `${method == null ? "" : method} ${path == null ? "" : path}`,
    );
    this.waiting.push(new Got(call, step, now + step.after));
  }
}
