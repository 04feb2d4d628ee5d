import { HttpAnswer } from "../api/http-answer";
import { HttpCallOutcome } from "../api/http-call-response";
import { Status } from "../abi/enums";
import { wholeNumber } from "../http/ascii";
import { RetryBudget } from "./retry-budget";

/** The longest wait that an answer may ask for, in seconds. */
const FOREVER: i64 = 86_400;

/**
 * When a call is tried again, and after how long.
 *
 * A call is tried again if it had no answer, or one of the statuses 502, 503 and 504, and its
 * method is idempotent (RFC 9110, section 9.2.2): GET, HEAD, OPTIONS, TRACE, PUT and DELETE.
 * A call of another method is tried again only if the proxy did not send it at all, unless
 * `retryUnsafe` says that trying twice does no harm.
 *
 * The wait before retry `n` is random, up to `base` times 2 to the power of `n`, and `most` at
 * most (full jitter, as in Envoy); where the answer has `Retry-After`, at least that.
 *
 * ```ts
 * class Plugin extends RootContext {
 *   policy: CallPolicy = new CallPolicy()
 *     .retry(new RetryPolicy(2).backoff(25, 250))
 *     .timeLimit(2000);
 * }
 * registerRootContext<Plugin>("patient");
 * ```
 */
export class RetryPolicy {
  private base: u32 = 25;
  private most: u32 = 250;
  private list: i32[] = [502, 503, 504];
  private isUnsafe: bool = false;
  private allowance: RetryBudget | null = null;

  /** Sets how often a call is tried again at most; 1 by default. */
  constructor(readonly retries: i32 = 1) {}

  /** Sets the milliseconds of the first wait and of the longest, at most; 25 and 250. */
  backoff(base: u32, most: u32): this {
    this.base = base;
    this.most = max(base, most);
    return this;
  }

  /** Sets the statuses of answers after which a call is tried again. */
  statuses(list: i32[]): this {
    this.list = list;
    return this;
  }

  /** Tries calls of every method again. */
  retryUnsafe(): this {
    this.isUnsafe = true;
    return this;
  }

  /** Sets the budget of retries; those of several policies may share one. */
  budget(budget: RetryBudget): this {
    this.allowance = budget;
    return this;
  }

  /** The budget, for the SDK. */
  get sdkBudget(): RetryBudget | null {
    return this.allowance;
  }

  /** Tells whether a call should be tried again after its answer; for the SDK. */
  sdkWants(method: string, answer: HttpAnswer): bool {
    if (answer.sdkSent != Status.Ok) return true;
    if (!this.isUnsafe && !isIdempotent(method)) return false;
    return (
      answer.outcome != HttpCallOutcome.Answered ||
      this.list.includes(answer.status)
    );
  }

  /** Returns the milliseconds to wait before a retry, the first being 0; for the SDK. */
  sdkWait(retry: i32, answer: HttpAnswer): u32 {
    const most = min<u64>(this.most, (<u64>this.base) << min(retry, 31));
    const wait = <u32>(Math.random() * <f64>(most + 1));
    const header = answer.headers.get("retry-after");
    if (header == null) return wait;
    const seconds = wholeNumber(header, FOREVER);
    return seconds < 0 ? wait : max<u32>(wait, <u32>seconds * 1000);
  }
}

/** Tells whether trying a method twice does what trying it once does. */
export function isIdempotent(method: string): bool {
  return (
    method == "GET" ||
    method == "HEAD" ||
    method == "PUT" ||
    method == "DELETE" ||
    method == "OPTIONS" ||
    method == "TRACE"
  );
}
